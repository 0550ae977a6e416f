package io.polygil.compare.report;

import io.polygil.compare.ComparisonResult;
import io.polygil.compare.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** In what two comparisons were not alike before anything was measured. */
final class EnvironmentChanges {
  private record Aspect(String name, Function<Environment, String> value) {}

  // Not the frequency: on most machines no two looks at it agree.
  private static final List<Aspect> ASPECTS =
      List.of(
          new Aspect("processor", Environment::cpu),
          new Aspect("cores", environment -> Integer.toString(environment.cores())),
          new Aspect("affinity", Environment::affinity),
          new Aspect("operating system", Environment::os),
          new Aspect("JDK", Environment::jdk),
          new Aspect("GraalPy", Environment::graalPy),
          new Aspect("Python", Environment::python),
          new Aspect(
              "execution", environment -> environment.execution().name().toLowerCase(Locale.ROOT)),
          new Aspect("peers", environment -> String.join(", ", environment.peers())));

  private EnvironmentChanges() {}

  static List<String> between(ComparisonResult old, ComparisonResult now) {
    List<String> changes = new ArrayList<>();
    for (Aspect aspect : ASPECTS) {
      add(
          changes,
          aspect.name(),
          aspect.value().apply(old.environment()),
          aspect.value().apply(now.environment()));
    }
    add(
        changes,
        "effort",
        old.effort().name().toLowerCase(Locale.ROOT),
        now.effort().name().toLowerCase(Locale.ROOT));
    return changes;
  }

  private static void add(List<String> changes, String name, String old, String now) {
    if (!old.equals(now)) {
      changes.add("not the same %s: %s earlier, %s now".formatted(name, shown(old), shown(now)));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "none" : value;
  }
}
