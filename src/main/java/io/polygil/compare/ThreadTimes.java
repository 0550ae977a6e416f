package io.polygil.compare;

import io.polygil.measure.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a row's work on host threads and keeps how long each thread took in each run. */
final class ThreadTimes {
  private final List<long[]> runsNanos = new ArrayList<>();

  /** Each work on a host thread of its own, all at once. */
  Workload<Answer> together(List<Workload<Answer>> works) {
    return () -> {
      long[] nanos = new long[works.size()];
      List<FutureTask<Answer>> tasks = new ArrayList<>();
      for (int i = 0; i < works.size(); i++) {
        int index = i;
        FutureTask<Answer> task =
            new FutureTask<>(() -> {
              long start = System.nanoTime();
              Answer answer = works.get(index).run();
              nanos[index] = System.nanoTime() - start;
              return answer;
            });
        tasks.add(task);
        Thread.ofPlatform().name("host-" + (index + 1)).start(task);
      }
      List<Answer> answers = new ArrayList<>();
      for (FutureTask<Answer> task : tasks) {
        answers.add(get(task));
      }
      runsNanos.add(nanos);
      return Answer.of(answers);
    };
  }

  /** Each work after the other, on the thread that measures. */
  Workload<Answer> inSequence(List<Workload<Answer>> works) {
    return () -> {
      long[] nanos = new long[works.size()];
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < works.size(); i++) {
        long start = System.nanoTime();
        answers.add(works.get(i).run());
        nanos[i] = System.nanoTime() - start;
      }
      runsNanos.add(nanos);
      return Answer.of(answers);
    };
  }

  /** The times of each thread in the last runs, the measured ones; threads in order. */
  List<double[]> lastNanos(int runs) {
    List<long[]> last = runsNanos.subList(Math.max(0, runsNanos.size() - runs), runsNanos.size());
    List<double[]> threads = new ArrayList<>();
    int count = last.isEmpty() ? 0 : last.getFirst().length;
    for (int thread = 0; thread < count; thread++) {
      int index = thread;
      threads.add(last.stream().mapToDouble(run -> run[index]).toArray());
    }
    return threads;
  }

  private static Answer get(FutureTask<Answer> task) throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
