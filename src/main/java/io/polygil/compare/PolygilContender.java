package io.polygil.compare;

import io.polygil.PythonLease;
import io.polygil.context.PythonObject;
import io.polygil.measure.Workload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Python in this process, and its Java kernels. */
final class PolygilContender implements Contender {
  private final Stage stage;
  private final FreshProcess fresh;

  PolygilContender(Stage stage, FreshProcess fresh) {
    this.stage = stage;
    this.fresh = fresh;
  }

  @Override
  public ContenderKind kind() {
    return ContenderKind.POLYGIL;
  }

  @Override
  public String name() {
    return "Polygil";
  }

  @Override
  public Prepared prepare(Row row) throws AbsentException {
    return switch (row.works().get(kind())) {
      case Work.Call call -> Prepared.of(called(stage, stage.alone(), call));
      case Work.Alone alone -> Prepared.of(called(stage, stage.alone(), alone.call()));
      case Work.Hosted hosted -> hosted.preparation().apply(stage);
      case Work.Impossible impossible -> throw new AbsentException(impossible.why());
      case null -> throw new AbsentException(row.name() + " is not for " + name());
    };
  }

  @Override
  public ColdRun cold(Experiment experiment, Row row)
      throws CrashedException, InterruptedException {
    return fresh.run(experiment, row);
  }

  /** A function's call in one context. */
  static Workload<Answer> called(Stage stage, PythonLease lease, Work.Call call) {
    Object[] arguments = call.arguments().apply(stage).toArray();
    return () -> answer(lease, lease.call(call.function(), PythonObject.class, arguments));
  }

  /** The answer that a Python object is. */
  private static Answer answer(PythonLease lease, @Nullable PythonObject object) {
    return Answer.later(
        () -> Objects.requireNonNull(lease.call("answers:text", String.class, object)));
  }

  @Override
  public void close() {
    // The stage is the comparison's.
  }
}
