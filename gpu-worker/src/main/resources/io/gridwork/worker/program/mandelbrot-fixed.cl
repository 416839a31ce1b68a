// mandelbrot-fixed
