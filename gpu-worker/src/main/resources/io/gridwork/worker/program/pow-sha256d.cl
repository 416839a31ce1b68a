// pow-sha256d: the lowest nonce of a range for which a Bitcoin block header's double SHA-256 is below a target.
// Message: 76 bytes of input, then the nonce, 4 bytes little-endian. The digest is read as a little-endian number.
//
// Each work-item tries R vectors of W consecutive nonces. `found` holds the complement of the lowest index found, 0 for none,
// so that it can start zeroed and be combined by a maximum.

#ifndef W
#define W 1
#endif
#define R 64

#if W == 1
typedef uint V;
#define ANY(x) (x)
#define LANES 0U
#elif W == 2
typedef uint2 V;
#define ANY(x) any(x)
#define LANES (uint2)(0, 1)
#elif W == 4
typedef uint4 V;
#define ANY(x) any(x)
#define LANES (uint4)(0, 1, 2, 3)
#elif W == 8
typedef uint8 V;
#define ANY(x) any(x)
#define LANES (uint8)(0, 1, 2, 3, 4, 5, 6, 7)
#else
typedef uint16 V;
#define ANY(x) any(x)
#define LANES (uint16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#endif

#define ROTR(x, n) (((x) >> (uint)(n)) | ((x) << (uint)(32 - (n))))
#define SWAP(x) ((ROTR(x, 8) & 0xff00ff00U) | (ROTR(x, 24) & 0x00ff00ffU))

__constant uint K[64] = {
    0x428a2f98U, 0x71374491U, 0xb5c0fbcfU, 0xe9b5dba5U, 0x3956c25bU, 0x59f111f1U, 0x923f82a4U, 0xab1c5ed5U,
    0xd807aa98U, 0x12835b01U, 0x243185beU, 0x550c7dc3U, 0x72be5d74U, 0x80deb1feU, 0x9bdc06a7U, 0xc19bf174U,
    0xe49b69c1U, 0xefbe4786U, 0x0fc19dc6U, 0x240ca1ccU, 0x2de92c6fU, 0x4a7484aaU, 0x5cb0a9dcU, 0x76f988daU,
    0x983e5152U, 0xa831c66dU, 0xb00327c8U, 0xbf597fc7U, 0xc6e00bf3U, 0xd5a79147U, 0x06ca6351U, 0x14292967U,
    0x27b70a85U, 0x2e1b2138U, 0x4d2c6dfcU, 0x53380d13U, 0x650a7354U, 0x766a0abbU, 0x81c2c92eU, 0x92722c85U,
    0xa2bfe8a1U, 0xa81a664bU, 0xc24b8b70U, 0xc76c51a3U, 0xd192e819U, 0xd6990624U, 0xf40e3585U, 0x106aa070U,
    0x19a4c116U, 0x1e376c08U, 0x2748774cU, 0x34b0bcb5U, 0x391c0cb3U, 0x4ed8aa4aU, 0x5b9cca4fU, 0x682e6ff3U,
    0x748f82eeU, 0x78a5636fU, 0x84c87814U, 0x8cc70208U, 0x90befffaU, 0xa4506cebU, 0xbef9a3f7U, 0xc67178f2U,
};

#define STEP(a, b, c, d, e, f, g, h, i) \
    { \
        h += (ROTR(e, 6) ^ ROTR(e, 11) ^ ROTR(e, 25)) + (((f ^ g) & e) ^ g) + K[round + i] + w[i]; \
        d += h; \
        h += (ROTR(a, 2) ^ ROTR(a, 13) ^ ROTR(a, 22)) + ((a & b) | ((a | b) & c)); \
    }
#define EXPAND(i) \
    w[i] += (ROTR(w[(i + 1) & 15], 7) ^ ROTR(w[(i + 1) & 15], 18) ^ (w[(i + 1) & 15] >> 3U)) + w[(i + 9) & 15] \
        + (ROTR(w[(i + 14) & 15], 17) ^ ROTR(w[(i + 14) & 15], 19) ^ (w[(i + 14) & 15] >> 10U));

// One compression over the type T: adds the block `w`, which it uses up, to the state `s`.
#define COMPRESS(T, s) \
    { \
        T a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7]; \
        for (uint round = 0; round < 64; round += 16) { \
            if (round != 0) { \
                EXPAND(0) EXPAND(1) EXPAND(2) EXPAND(3) EXPAND(4) EXPAND(5) EXPAND(6) EXPAND(7) \
                EXPAND(8) EXPAND(9) EXPAND(10) EXPAND(11) EXPAND(12) EXPAND(13) EXPAND(14) EXPAND(15) \
            } \
            STEP(a, b, c, d, e, f, g, h, 0) STEP(h, a, b, c, d, e, f, g, 1) STEP(g, h, a, b, c, d, e, f, 2) \
            STEP(f, g, h, a, b, c, d, e, 3) STEP(e, f, g, h, a, b, c, d, 4) STEP(d, e, f, g, h, a, b, c, 5) \
            STEP(c, d, e, f, g, h, a, b, 6) STEP(b, c, d, e, f, g, h, a, 7) STEP(a, b, c, d, e, f, g, h, 8) \
            STEP(h, a, b, c, d, e, f, g, 9) STEP(g, h, a, b, c, d, e, f, 10) STEP(f, g, h, a, b, c, d, e, 11) \
            STEP(e, f, g, h, a, b, c, d, 12) STEP(d, e, f, g, h, a, b, c, 13) STEP(c, d, e, f, g, h, a, b, 14) \
            STEP(b, c, d, e, f, g, h, a, 15) \
        } \
        s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h; \
    }

#define INITIAL(s) \
    s[0] = 0x6a09e667U; s[1] = 0xbb67ae85U; s[2] = 0x3c6ef372U; s[3] = 0xa54ff53aU; \
    s[4] = 0x510e527fU; s[5] = 0x9b05688cU; s[6] = 0x1f83d9abU; s[7] = 0x5be0cd19U;

// Whether the digest with these state words is below the target, whose four words go from the most significant one down.
bool below(const uint *s, ulong t3, ulong t2, ulong t1, ulong t0) {
    ulong h3 = ((ulong)SWAP(s[7]) << 32) | SWAP(s[6]);
    ulong h2 = ((ulong)SWAP(s[5]) << 32) | SWAP(s[4]);
    ulong h1 = ((ulong)SWAP(s[3]) << 32) | SWAP(s[2]);
    ulong h0 = ((ulong)SWAP(s[1]) << 32) | SWAP(s[0]);
    if (h3 != t3) return h3 < t3;
    if (h2 != t2) return h2 < t2;
    if (h1 != t1) return h1 < t1;
    return h0 < t0;
}

__kernel void search(
    __global const uint *input, ulong start, uint count, ulong t3, ulong t2, ulong t1, ulong t0, __global uint *found) {
    // The first 64 bytes are the same for every nonce.
    uint middle[8];
    {
        uint w[16];
        for (uint i = 0; i < 16; i++) w[i] = SWAP(input[i]);
        INITIAL(middle)
        COMPRESS(uint, middle)
    }

    for (uint r = 0; r < R; r++) {
        uint first = ((uint)get_global_id(0) * R + r) * W;
        if (first >= count) return;
        V nonce = (uint)start + first + LANES;
        V s[8];
        V w[16];
        for (uint i = 0; i < 8; i++) s[i] = middle[i];
        for (uint i = 0; i < 3; i++) w[i] = SWAP(input[16 + i]);
        w[3] = SWAP(nonce);
        w[4] = 0x80000000U;
        for (uint i = 5; i < 15; i++) w[i] = 0U;
        w[15] = 640U;
        // One compression in the source for both hashes: compilers inline it, and two would take twice as long to compile.
        for (uint hash = 0; hash < 2; hash++) {
            if (hash == 1) {
                for (uint i = 0; i < 8; i++) w[i] = s[i];
                w[8] = 0x80000000U;
                for (uint i = 9; i < 15; i++) w[i] = 0U;
                w[15] = 256U;
                INITIAL(s)
            }
            COMPRESS(V, s)
        }
        if (ANY(SWAP(s[7]) <= (V)(uint)(t3 >> 32))) {
            for (uint lane = 0; lane < W; lane++) {
                uint one[8];
                for (uint i = 0; i < 8; i++) one[i] = ((const uint *)&s[i])[lane];
                if (first + lane < count && below(one, t3, t2, t1, t0)) {
                    atomic_max(found, ~(first + lane));
                    return;
                }
            }
        }
    }
}
