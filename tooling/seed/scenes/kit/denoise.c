/*
 * Removes the grain of a render from two halves of its samples, as non-local means do: a pixel becomes the mean of pixels
 * around it whose neighbourhoods look alike, compared with what the noise explains. The weights for one half are found in
 * the other, so that a stray bright pixel does not vouch for itself. Albedo and normals keep the edges and textures.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REACH = 10, NEAR = 2, PATCH = 3, SMOOTH = 4 };
static const float DAMPING = 0.45f, ALBEDO = 0.035f, NORMAL = 0.32f;

typedef struct { int width, height; } Size;

/* The mean over a square of (2 * radius + 1) pixels a side, cut off at the border; `from` and `to` may be the same. */
static void box_mean(const float *from, float *to, float *spare, Size size, int radius)
{
    const int w = size.width, h = size.height;
    for (int y = 0; y < h; y++) {
        const float *row = from + (size_t)y * w;
        float sum = 0;
        for (int x = 0; x < radius && x < w; x++) sum += row[x];
        for (int x = 0; x < w; x++) {
            if (x + radius < w) sum += row[x + radius];
            if (x - radius - 1 >= 0) sum -= row[x - radius - 1];
            const int left = x < radius ? x : radius, right = w - 1 - x < radius ? w - 1 - x : radius;
            spare[(size_t)y * w + x] = sum / (left + right + 1);
        }
    }
    float *sums = calloc(w, sizeof *sums);
    for (int y = 0; y < radius && y < h; y++)
        for (int x = 0; x < w; x++) sums[x] += spare[(size_t)y * w + x];
    for (int y = 0; y < h; y++) {
        const int up = y < radius ? y : radius, down = h - 1 - y < radius ? h - 1 - y : radius;
        const float share = 1.f / (up + down + 1);
        if (y + radius < h)
            for (int x = 0; x < w; x++) sums[x] += spare[(size_t)(y + radius) * w + x];
        if (y - radius - 1 >= 0)
            for (int x = 0; x < w; x++) sums[x] -= spare[(size_t)(y - radius - 1) * w + x];
        for (int x = 0; x < w; x++) to[(size_t)y * w + x] = fmaxf(sums[x] * share, 0);
    }
    free(sums);
}

/* Sums the weighted pixels of `other` that lie (dx, dy) away. Images are three planes each. */
static void add_shifted(int dx, int dy, Size size, const float *guide, const float *noise, const float *albedo,
    const float *normal, const float *other, float *sum, float *weights, float *distance, float *spare)
{
    const int w = size.width, h = size.height;
    const size_t plane = (size_t)w * h;
    memset(distance, 0, plane * sizeof *distance);
    const int x0 = dx < 0 ? -dx : 0, x1 = dx > 0 ? w - dx : w, y0 = dy < 0 ? -dy : 0, y1 = dy > 0 ? h - dy : h;
    for (int y = y0; y < y1; y++) {
        const size_t here = (size_t)y * w, there = (size_t)(y + dy) * w + dx;
        for (int x = x0; x < x1; x++) {
            const float p = noise[here + x], q = noise[there + x];
            const float explained = p + fminf(p, q), scale = 1.f / (1e-6f + DAMPING * DAMPING * (p + q));
            float total = 0;
            for (int c = 0; c < 3; c++) {
                const float d = guide[c * plane + here + x] - guide[c * plane + there + x];
                total += (d * d - explained) * scale;
            }
            distance[here + x] = fminf(fmaxf(total / 3 + 8, 0), 200);
        }
    }
    box_mean(distance, distance, spare, size, PATCH);
    for (int y = y0; y < y1; y++) {
        const size_t here = (size_t)y * w, there = (size_t)(y + dy) * w + dx;
        for (int x = x0; x < x1; x++) {
            float a = 0, n = 0;
            for (int c = 0; c < 3; c++) {
                const float da = albedo[c * plane + here + x] - albedo[c * plane + there + x];
                const float dn = normal[c * plane + here + x] - normal[c * plane + there + x];
                a += da * da;
                n += dn * dn;
            }
            const float colour = fmaxf(distance[here + x] - 8, 0);
            const float weight = expf(-colour - a / (ALBEDO * ALBEDO) - n / (NORMAL * NORMAL));
            weights[here + x] += weight;
            for (int c = 0; c < 3; c++) sum[c * plane + here + x] += weight * other[c * plane + there + x];
        }
    }
}

/* `first` and `second`: light with the albedo divided out. The mean of both, without grain, is written to `out`. */
void denoise(int width, int height, const float *first, const float *second, const float *albedo, const float *normal, float *out)
{
    const Size size = {width, height};
    const size_t plane = (size_t)width * height;
    const float *halves[2] = {first, second};
    float *noise = calloc(plane, sizeof *noise), *spare = malloc(plane * sizeof *spare);
    for (size_t i = 0; i < plane; i++) {
        for (int c = 0; c < 3; c++) {
            const float d = first[c * plane + i] - second[c * plane + i];
            noise[i] += fminf(d * d / 6, 4);
        }
    }
    box_mean(noise, noise, spare, size, SMOOTH);
    memset(out, 0, 3 * plane * sizeof *out);
#pragma omp parallel for
    for (int half = 0; half < 2; half++) {
        float *sum = calloc(3 * plane, sizeof *sum), *weights = calloc(plane, sizeof *weights);
        float *distance = malloc(plane * sizeof *distance), *mine = malloc(plane * sizeof *mine);
        for (int dy = -REACH; dy <= REACH; dy++)
            for (int dx = -REACH; dx <= REACH; dx++)
                if ((abs(dx) <= NEAR && abs(dy) <= NEAR) || (dx % 2 == 0 && dy % 2 == 0)) /* every other one further out */
                    add_shifted(dx, dy, size, halves[half], noise, albedo, normal, halves[1 - half], sum, weights, distance, mine);
#pragma omp critical
        for (int c = 0; c < 3; c++)
            for (size_t i = 0; i < plane; i++) out[c * plane + i] += .5f * sum[c * plane + i] / weights[i];
        free(sum), free(weights), free(distance), free(mine);
    }
    free(noise), free(spare);
}
