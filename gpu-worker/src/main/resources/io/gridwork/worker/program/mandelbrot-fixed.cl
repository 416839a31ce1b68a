// mandelbrot-fixed: steps of z <- z^2 + c that begin with |z|^2 <= 4, in Q36.28 fixed point, per pixel.
// Each work-item computes W pixels of a row. A lane that has left the circle keeps its z, so |z| <= 2 in each part before every
// step that counts, and with |c| <= 4 no product leaves 62 bits.

#ifndef W
#define W 1
#endif

#if W == 1
typedef long V;
#define ANY(x) (x)
#define MASK(x) (-(long)(x))
#define LANES 0L
#elif W == 2
typedef long2 V;
#define ANY(x) any(x)
#define MASK(x) (x)
#define LANES (long2)(0, 1)
#elif W == 4
typedef long4 V;
#define ANY(x) any(x)
#define MASK(x) (x)
#define LANES (long4)(0, 1, 2, 3)
#elif W == 8
typedef long8 V;
#define ANY(x) any(x)
#define MASK(x) (x)
#define LANES (long8)(0, 1, 2, 3, 4, 5, 6, 7)
#else
typedef long16 V;
#define ANY(x) any(x)
#define MASK(x) (x)
#define LANES (long16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#endif

__kernel void mandelbrot(
    __global ushort *out, uint width, uint height, uint iterations, long left, long top, long pixel) {
    uint column = (uint)get_global_id(0) * W;
    uint row = (uint)get_global_id(1);
    if (column >= width || row >= height) return;

    V cx = left + ((long)column + LANES) * pixel;
    V cy = top + (long)row * pixel;
    V x = 0, y = 0, steps = 0;
    for (uint i = 0; i < iterations; i++) {
        V xx = (x * x) >> 28L;
        V yy = (y * y) >> 28L;
        V inside = MASK(xx + yy <= (V)(4L << 28));
        if (!ANY(inside)) break;
        V yNext = ((x * y) >> 27L) + cy;
        V xNext = xx - yy + cx;
        x = (inside & xNext) | (~inside & x);
        y = (inside & yNext) | (~inside & y);
        steps -= inside;
    }
    for (uint lane = 0; lane < W; lane++) {
        if (column + lane < width) out[row * width + column + lane] = (ushort)((const long *)&steps)[lane];
    }
}
