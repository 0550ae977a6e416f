package io.polygil.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** How a contender does a row's work. */
sealed interface Work {
  /** A call of a Python function, written {@code module:function}, with these arguments. */
  record Call(String function, Function<Stage, List<Object>> arguments) implements Work {}

  /**
   * A call that is made once, in a process of its own, since it may take that with it or leaves it
   * changed.
   */
  record Alone(Call call) implements Work {}

  /** Work of Java's host threads, which only this process can do. */
  record Hosted(Function<Stage, Contender.Prepared> preparation) implements Work {}

  /** What this contender cannot do at all, and why. */
  record Impossible(String why) implements Work {}

  static Call call(String function, Object... arguments) {
    List<Object> list = Arrays.asList(arguments);
    return new Call(function, _ -> list);
  }
}
