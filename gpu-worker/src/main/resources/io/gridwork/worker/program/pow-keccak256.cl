// pow-keccak256: the lowest nonce of a range whose Keccak-256 is below a target.
// Message: 32 bytes of input, then the nonce, 8 bytes big-endian. The digest is read as a big-endian number.
//
// Each work-item tries R vectors of W consecutive nonces. `found` holds the complement of the lowest index found, 0 for none,
// so that it can start zeroed and be combined by a maximum.

#ifndef W
#define W 1
#endif
#define R 64

#if W == 1
typedef ulong V;
#define ANY(x) (x)
#define LANES 0UL
#elif W == 2
typedef ulong2 V;
#define ANY(x) any(x)
#define LANES (ulong2)(0, 1)
#elif W == 4
typedef ulong4 V;
#define ANY(x) any(x)
#define LANES (ulong4)(0, 1, 2, 3)
#elif W == 8
typedef ulong8 V;
#define ANY(x) any(x)
#define LANES (ulong8)(0, 1, 2, 3, 4, 5, 6, 7)
#else
typedef ulong16 V;
#define ANY(x) any(x)
#define LANES (ulong16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#endif

#define ROTL(x, n) (((x) << (ulong)(n)) | ((x) >> (ulong)(64 - (n))))
#define SWAP16(x) ((((x) & 0x00ff00ff00ff00ffUL) << 8UL) | (((x) >> 8UL) & 0x00ff00ff00ff00ffUL))
#define SWAP32(x) ((((x) & 0x0000ffff0000ffffUL) << 16UL) | (((x) >> 16UL) & 0x0000ffff0000ffffUL))
#define SWAP64(x) ROTL(SWAP32(SWAP16(x)), 32)

__constant ulong ROUND_CONSTANTS[24] = {
    0x0000000000000001UL, 0x0000000000008082UL, 0x800000000000808aUL, 0x8000000080008000UL,
    0x000000000000808bUL, 0x0000000080000001UL, 0x8000000080008081UL, 0x8000000000008009UL,
    0x000000000000008aUL, 0x0000000000000088UL, 0x0000000080008009UL, 0x000000008000000aUL,
    0x000000008000808bUL, 0x800000000000008bUL, 0x8000000000008089UL, 0x8000000000008003UL,
    0x8000000000008002UL, 0x8000000000000080UL, 0x000000000000800aUL, 0x800000008000000aUL,
    0x8000000080008081UL, 0x8000000000008080UL, 0x0000000080000001UL, 0x8000000080008008UL,
};

// Whether the digest in these four big-endian words is below the target.
bool below(ulong h3, ulong h2, ulong h1, ulong h0, ulong t3, ulong t2, ulong t1, ulong t0) {
    if (h3 != t3) return h3 < t3;
    if (h2 != t2) return h2 < t2;
    if (h1 != t1) return h1 < t1;
    return h0 < t0;
}

__kernel void search(
    __global const ulong *input, ulong start, uint count, ulong t3, ulong t2, ulong t1, ulong t0, __global uint *found) {
    for (uint r = 0; r < R; r++) {
        uint first = ((uint)get_global_id(0) * R + r) * W;
        if (first >= count) return;
        V nonce = start + first + LANES;
        V a0 = input[0], a1 = input[1], a2 = input[2], a3 = input[3];
        V a4 = SWAP64(nonce), a5 = 1UL, a6 = 0UL, a7 = 0UL, a8 = 0UL, a9 = 0UL;
        V a10 = 0UL, a11 = 0UL, a12 = 0UL, a13 = 0UL, a14 = 0UL, a15 = 0UL, a16 = 0x8000000000000000UL, a17 = 0UL;
        V a18 = 0UL, a19 = 0UL, a20 = 0UL, a21 = 0UL, a22 = 0UL, a23 = 0UL, a24 = 0UL;
        for (uint round = 0; round < 24; round++) {
            V c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20, c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21, c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22;
            V c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23, c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24;
            V d0 = c4 ^ ROTL(c1, 1), d1 = c0 ^ ROTL(c2, 1), d2 = c1 ^ ROTL(c3, 1), d3 = c2 ^ ROTL(c4, 1);
            V d4 = c3 ^ ROTL(c0, 1);
            V b0 = a0 ^ d0; V b1 = ROTL(a6 ^ d1, 44); V b2 = ROTL(a12 ^ d2, 43); V b3 = ROTL(a18 ^ d3, 21); V b4 = ROTL(a24 ^ d4, 14);
            V b5 = ROTL(a3 ^ d3, 28); V b6 = ROTL(a9 ^ d4, 20); V b7 = ROTL(a10 ^ d0, 3); V b8 = ROTL(a16 ^ d1, 45); V b9 = ROTL(a22 ^ d2, 61);
            V b10 = ROTL(a1 ^ d1, 1); V b11 = ROTL(a7 ^ d2, 6); V b12 = ROTL(a13 ^ d3, 25); V b13 = ROTL(a19 ^ d4, 8); V b14 = ROTL(a20 ^ d0, 18);
            V b15 = ROTL(a4 ^ d4, 27); V b16 = ROTL(a5 ^ d0, 36); V b17 = ROTL(a11 ^ d1, 10); V b18 = ROTL(a17 ^ d2, 15); V b19 = ROTL(a23 ^ d3, 56);
            V b20 = ROTL(a2 ^ d2, 62); V b21 = ROTL(a8 ^ d3, 55); V b22 = ROTL(a14 ^ d4, 39); V b23 = ROTL(a15 ^ d0, 41); V b24 = ROTL(a21 ^ d1, 2);
            a0 = b0 ^ (~b1 & b2); a1 = b1 ^ (~b2 & b3);
            a2 = b2 ^ (~b3 & b4); a3 = b3 ^ (~b4 & b0);
            a4 = b4 ^ (~b0 & b1); a5 = b5 ^ (~b6 & b7);
            a6 = b6 ^ (~b7 & b8); a7 = b7 ^ (~b8 & b9);
            a8 = b8 ^ (~b9 & b5); a9 = b9 ^ (~b5 & b6);
            a10 = b10 ^ (~b11 & b12); a11 = b11 ^ (~b12 & b13);
            a12 = b12 ^ (~b13 & b14); a13 = b13 ^ (~b14 & b10);
            a14 = b14 ^ (~b10 & b11); a15 = b15 ^ (~b16 & b17);
            a16 = b16 ^ (~b17 & b18); a17 = b17 ^ (~b18 & b19);
            a18 = b18 ^ (~b19 & b15); a19 = b19 ^ (~b15 & b16);
            a20 = b20 ^ (~b21 & b22); a21 = b21 ^ (~b22 & b23);
            a22 = b22 ^ (~b23 & b24); a23 = b23 ^ (~b24 & b20);
            a24 = b24 ^ (~b20 & b21);
            a0 ^= ROUND_CONSTANTS[round];
        }
        V high = SWAP64(a0);
        if (ANY(high <= (V)t3)) {
            V h2 = SWAP64(a1), h1 = SWAP64(a2), h0 = SWAP64(a3);
            for (uint lane = 0; lane < W; lane++) {
                if (first + lane < count
                    && below(
                        ((const ulong *)&high)[lane], ((const ulong *)&h2)[lane], ((const ulong *)&h1)[lane],
                        ((const ulong *)&h0)[lane], t3, t2, t1, t0)) {
                    atomic_max(found, ~(first + lane));
                    return;
                }
            }
        }
    }
}
