// gemm-i8: C = A B, 8-bit signed integers into 32-bit ones; A is m x k, B is k x n, all by rows.
// Each work-item computes 8 rows of W columns. k is at most 2^16, so no sum leaves 31 bits.

#ifndef W
#define W 1
#endif

#if W == 1
typedef int V;
#define LOAD(p) ((int)*(p))
#define STORE(v, p) (*(p) = (v))
#elif W == 2
typedef int2 V;
#define LOAD(p) convert_int2(vload2(0, p))
#define STORE(v, p) vstore2(v, 0, p)
#elif W == 4
typedef int4 V;
#define LOAD(p) convert_int4(vload4(0, p))
#define STORE(v, p) vstore4(v, 0, p)
#elif W == 8
typedef int8 V;
#define LOAD(p) convert_int8(vload8(0, p))
#define STORE(v, p) vstore8(v, 0, p)
#else
typedef int16 V;
#define LOAD(p) convert_int16(vload16(0, p))
#define STORE(v, p) vstore16(v, 0, p)
#endif

__kernel void gemm(
    __global const char *a, __global const char *b, __global int *c, uint m, uint n, uint k) {
    uint column = (uint)get_global_id(0) * W;
    uint row = (uint)get_global_id(1) * 8;
    if (row >= m || column >= n) return;

    if (column + W > n || row + 8 > m) {
        for (uint i = row; i < min(row + 8, m); i++) {
            for (uint j = column; j < min(column + W, n); j++) {
                int sum = 0;
                for (uint p = 0; p < k; p++) sum += (int)a[i * k + p] * (int)b[p * n + j];
                c[i * n + j] = sum;
            }
        }
        return;
    }

    __global const char *r = a + row * k;
    V s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    for (uint p = 0; p < k; p++) {
        V v = LOAD(b + p * n + column);
        s0 += (int)r[p] * v;
        s1 += (int)r[k + p] * v;
        s2 += (int)r[2 * k + p] * v;
        s3 += (int)r[3 * k + p] * v;
        s4 += (int)r[4 * k + p] * v;
        s5 += (int)r[5 * k + p] * v;
        s6 += (int)r[6 * k + p] * v;
        s7 += (int)r[7 * k + p] * v;
    }
    __global int *out = c + row * n + column;
    STORE(s0, out);
    STORE(s1, out + n);
    STORE(s2, out + 2 * n);
    STORE(s3, out + 3 * n);
    STORE(s4, out + 4 * n);
    STORE(s5, out + 5 * n);
    STORE(s6, out + 6 * n);
    STORE(s7, out + 7 * n);
}
