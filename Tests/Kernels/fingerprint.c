// Prints a fingerprint of what every kernel gives for the same made-up input: it must not depend on the
// instruction set that this is compiled for. See compare.sh.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernels.h"
#include "lanes.h"
#include "lists.h"
#include "processor.h"
#include "shuffles.h"

#define ALIGNED __attribute__((aligned(64)))
enum { ROUNDS = 3000, LANES = 8, LANE_TOPICS = 104, LIST_TOPICS = 1024, LIST_WORDS = 256 };

// FNV-1a over all bytes so far.
static uint64_t fingerprint = 14695981039346656037u;

static void add(const void *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    fingerprint = (fingerprint ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
  }
}

static void show(const char *kernels) { printf("%-10s %016" PRIx64 "\n", kernels, fingerprint); }

static uint32_t word(void) {
  static uint32_t words[64], counter;
  static int used = 64;
  if (used == 64) {
    tr_philox_words(7, 9, counter, 0, 0, 1, words);
    counter += 16;
    used = 0;
  }
  return words[used++];
}

static float uniform(void) { return (float)(int32_t)(word() >> 8) * 0x1p-24f; }

static void random_numbers(void) {
  for (uint32_t i = 0; i < ROUNDS; i++) {
    uint32_t words[64];
    float uniforms[64];
    double exponentials[64];
    tr_philox_words(i, 3, 16 * i, 1, 2, 3, words);
    tr_uniforms(words, uniforms);
    tr_exponentials(words, exponentials);
    add(words, sizeof words);
    add(uniforms, sizeof uniforms);
    add(exponentials, sizeof exponentials);
  }
  show("random");
}

static void dense(void) {
  static ALIGNED float alpha[16], inverse[16];
  static ALIGNED int32_t counts[16];
  for (int round = 0; round < ROUNDS; round++) {
    for (int k = 0; k < 16; k++) {
      alpha[k] = uniform();
      inverse[k] = 1 / (1000 * uniform() + 1);
      counts[k] = (int32_t)(word() % 40);
    }
    tr_float16 sums = tr_without_lane(tr_weights(alpha, counts, inverse, 0.01f), word() % 16);
    sums = tr_prefix_sums(sums);
    int32_t atMost = tr_count_at_most(sums, uniform() * sums[15]);
    tr_blend_lane(alpha, word() % 16, uniform());
    add(&sums, sizeof sums);
    add(&atMost, sizeof atMost);
    add(alpha, sizeof alpha);
  }
  show("dense");
}

static void square(void) {
  static ALIGNED float rows[LANES][LANE_TOPICS], terms[LANES][LANE_TOPICS];
  static ALIGNED float running[LANES][LANE_TOPICS];
  static ALIGNED float alpha[LANE_TOPICS], inverse[LANE_TOPICS], sums[LANES * LANES];
  static ALIGNED float own[LANES], drawn[LANES], rest[LANES];
  static ALIGNED uint16_t counts[LANE_TOPICS];
  static ALIGNED int32_t lane[LANES];
  float *document[LANES], *cumulative[LANES];
  const float *term[LANES];
  for (int round = 0; round < ROUNDS; round++) {
    for (int l = 0; l < LANES; l++) {
      for (int k = 0; k < LANE_TOPICS; k++) {
        counts[k] = word() % 30 ? 0 : (uint16_t)(word() % 5);
        alpha[k] = uniform();
        inverse[k] = 1 / (1000 * uniform() + 1);
        terms[l][k] = word() % 3 ? 0 : (float)(word() % 50);
      }
      tr_document_row(counts, alpha, inverse, rows[l], LANE_TOPICS);
      own[l] = 0.01f * uniform();
      drawn[l] = uniform();
      document[l] = rows[l];
      term[l] = terms[l];
      cumulative[l] = running[l];
    }
    for (int l = 0; l < LANES; l += 4) {
      tr_scan_four(
          document + l, (const float *const *)(term + l), cumulative + l, sums + LANES * l,
          LANE_TOPICS, 0.01f);
    }
    uint32_t leaving = tr_choose_eight(sums, own, drawn, rest, lane);
    add(sums, sizeof sums);
    add(&leaving, sizeof leaving);
    add(rest, sizeof rest);
    add(lane, sizeof lane);
    for (int l = 0; l < LANES; l++) {
      int64_t block = tr_first_above(running[l] + lane[l], LANE_TOPICS / 8, rest[l]);
      add(&block, sizeof block);
    }
  }
  show("square");
}

static void sparse(void) {
  static ALIGNED int32_t counts[LIST_TOPICS];
  static ALIGNED float alpha[LIST_TOPICS], inverse[LIST_TOPICS], phi[LIST_TOPICS];
  static ALIGNED float smoothing[LIST_TOPICS / 64], cumulative[LIST_TOPICS + 64], room[16];
  static ALIGNED uint32_t list[LIST_WORDS];
  float *ends = room + 8;
  for (int round = 0; round < ROUNDS; round++) {
    for (int k = 0; k < LIST_TOPICS; k++) {
      counts[k] = word() % 9 ? 0 : (int32_t)(word() % 40);
      alpha[k] = 0.1f * uniform();
      inverse[k] = 1 / (1000 * uniform() + 1);
    }
    tr_term_row(counts, inverse, alpha, 0.01f, phi, smoothing, LIST_TOPICS);
    add(phi, sizeof phi);
    add(smoothing, sizeof smoothing);

    memset(list, 0, sizeof list);
    uint32_t length = 1 + word() % 60, topic = 0;
    for (uint32_t i = 0; i < length; i++) {
      topic += 1 + word() % 16;
      list[1 + i] = topic | (1 + word() % 4) << 16;
    }
    list[0] = length;
    uint32_t own = list[1 + word() % length] & 0xffff;
    int64_t held, rows = (length + 7) / 8;
    float mass = tr_scan_list(list + 1, length, phi, own, cumulative, ends, &held);
    float rest = uniform() * mass;
    int64_t element = tr_choose_element(cumulative, rows, ends, &rest);
    float total = 0;
    for (int i = 0; i < LIST_TOPICS / 64; i++) total += smoothing[i];
    int64_t chosen = tr_choose_smoothed(
        smoothing, LIST_TOPICS / 64, alpha, phi, uniform() * total, cumulative, ends);
    uint32_t next = chosen < 0 ? 0 : (uint32_t)chosen;
    int64_t place = tr_find_entry(list + 1, length, next);
    tr_move_in_list(list, held, next, place);
    add(&mass, sizeof mass);
    add(&held, sizeof held);
    add(&element, sizeof element);
    add(&rest, sizeof rest);
    add(&chosen, sizeof chosen);
    add(&place, sizeof place);
    add(list, sizeof list);
  }
  show("sparse");
}

static void shuffles(void) {
  enum { COUNT = 4096, EACH = 64 };
  static uint32_t values[COUNT], words[EACH];
  for (uint32_t i = 0; i < COUNT; i++) values[i] = i;
  for (int64_t done = 0; done < COUNT;) {
    for (int i = 0; i < EACH; i++) words[i] = word();
    int64_t count = COUNT - done < EACH ? COUNT - done : EACH;
    done += tr_swap_onward(values + done, count, COUNT - done, words);
  }
  add(values, sizeof values);
  show("shuffles");
}

int main(void) {
  tr_require_instruction_set(1);
  fprintf(stderr, "%s\n", tr_instruction_set());
  random_numbers();
  dense();
  square();
  sparse();
  shuffles();
  return 0;
}
