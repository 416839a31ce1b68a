// histogram: how often each byte value occurs. Each work-item counts a stripe of 4096 bytes and adds it up atomically.

#define STRIPE 4096U

__kernel void histogram(__global const uchar *input, uint size, __global uint *counts) {
    uint first = (uint)get_global_id(0) * STRIPE;
    if (first >= size) return;

    uint mine[256];
    for (uint i = 0; i < 256; i++) mine[i] = 0U;
    uint end = first + min(STRIPE, size - first);
    for (uint i = first; i < end; i++) mine[input[i]]++;
    for (uint i = 0; i < 256; i++) {
        if (mine[i] != 0U) atomic_add(&counts[i], mine[i]);
    }
}
