// gemm-i8
