// The presenter's timer as a value, without a browser and without waiting.

import assert from "node:assert/strict";
import { test } from "node:test";
import { RESET, elapsed, isRunning, read, restarted, toggled, words } from "../../app/present/timer.js";

test("it runs, stands, goes on and begins anew", () => {
  let timer = toggled(RESET, 1_000);
  assert.ok(isRunning(timer));
  assert.equal(elapsed(timer, 61_000), 60_000);
  timer = toggled(timer, 61_000);
  assert.equal(elapsed(timer, 900_000), 60_000);
  timer = toggled(timer, 1_000_000);
  assert.equal(elapsed(timer, 1_005_000), 65_000);
  assert.equal(elapsed(restarted(timer, 1_005_000), 1_006_000), 1_000);
  assert.deepEqual(restarted(toggled(timer, 1_005_000), 1_005_000), RESET);
  assert.equal(elapsed(toggled(RESET, 5_000), 1_000), 0, "the clock was set back");
});

test("it is read as it was kept, and is nothing when that is none", () => {
  const timer = toggled(RESET, 7);
  assert.deepEqual(read(JSON.stringify(timer)), timer);
  for (const text of ["", "null", "{}", '{"ran":-1,"since":null}', '{"ran":"1","since":2}', '{"ran":1,"since":"x"}']) {
    assert.deepEqual(read(text), RESET, text);
  }
});

test("it is told in minutes and seconds, and from an hour on in hours", () => {
  for (const [milliseconds, told] of [
    [0, "0:00"],
    [59_999, "0:59"],
    [245_000, "4:05"],
    [3_609_000, "1:00:09"],
  ]) {
    assert.equal(words(milliseconds), told);
  }
});
