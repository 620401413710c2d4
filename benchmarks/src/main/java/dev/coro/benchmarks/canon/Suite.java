package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.Chameneos;
import dev.coro.benchmarks.canon.program.PingPong;
import dev.coro.benchmarks.canon.program.PipeBrigade;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.program.Skynet;
import dev.coro.benchmarks.canon.program.Sleepers;
import dev.coro.benchmarks.canon.program.ThreadRing;
import dev.coro.benchmarks.canon.savina.Big;
import dev.coro.benchmarks.canon.savina.BoundedBuffer;
import dev.coro.benchmarks.canon.savina.Counting;
import dev.coro.benchmarks.canon.savina.Creation;
import dev.coro.benchmarks.canon.savina.Dictionary;
import dev.coro.benchmarks.canon.savina.Philosophers;
import dev.coro.benchmarks.canon.savina.Queens;
import dev.coro.benchmarks.canon.savina.QuickSort;
import dev.coro.benchmarks.canon.savina.Sieve;
import dev.coro.benchmarks.canon.savina.Throughput;
import java.util.List;

/** Programs that are reported together. */
enum Suite {
  /** What is told wherever concurrency is taught. */
  CANON {
    @Override
    List<Program> programs(Extent extent) {
      return switch (extent) {
        case TINY ->
            List.of(
                new ThreadRing(7, 40),
                new Skynet(100),
                new Chameneos(4, 30),
                new PingPong(20),
                new Sleepers(20, 5),
                new PipeBrigade(3, 50));
        case QUICK ->
            List.of(
                new ThreadRing(503, 5_000),
                new Skynet(1_000),
                new Skynet(100_000),
                new Chameneos(10, 2_000),
                new PingPong(2_000),
                new Sleepers(1_000, 50),
                new Sleepers(100_000, 50),
                new PipeBrigade(10, 2_000));
        case FULL ->
            List.of(
                new ThreadRing(503, 50_000),
                new Skynet(1_000),
                new Skynet(100_000),
                new Skynet(1_000_000),
                new Chameneos(10, 20_000),
                new PingPong(20_000),
                new Sleepers(10_000, 500),
                new Sleepers(1_000_000, 500),
                new PipeBrigade(50, 5_000));
      };
    }
  },

  /** Some of S. Imam's and V. Sarkar's. */
  SAVINA {
    @Override
    List<Program> programs(Extent extent) {
      return switch (extent) {
        case TINY ->
            List.of(
                new Counting(100),
                new Throughput(4, 20),
                new Creation(20),
                new Big(4, 10),
                new BoundedBuffer(3, 30, 2),
                new Dictionary(3, 200),
                new Philosophers(5, 20),
                new Sieve(60),
                new QuickSort(500, 20),
                new Queens(6));
        case QUICK ->
            List.of(
                new Counting(50_000),
                new Throughput(20, 2_000),
                new Creation(1_000),
                new Big(20, 200),
                new BoundedBuffer(10, 500, 10),
                new Dictionary(8, 10_000),
                new Philosophers(20, 200),
                new Sieve(600),
                new QuickSort(300_000, 5_000),
                new Queens(12));
        case FULL ->
            List.of(
                new Counting(1_000_000),
                new Throughput(60, 10_000),
                new Creation(10_000),
                new Big(50, 1_000),
                new BoundedBuffer(20, 2_000, 20),
                new Dictionary(20, 50_000),
                new Philosophers(20, 2_000),
                new Sieve(3_000),
                new QuickSort(3_000_000, 20_000),
                new Queens(13));
      };
    }
  };

  abstract List<Program> programs(Extent extent);
}
