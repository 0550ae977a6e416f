package io.polygil.context;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** Lets the polyglot engine find {@link ThreadInstrument}. Not for use by programs. */
@TruffleInstrument.Registration(
    id = ThreadInstrument.ID,
    name = "Polygil's view of threads",
    version = "1")
public final class ThreadInstrumentProvider extends TruffleInstrumentProvider {
  @Override
  protected String getInstrumentClassName() {
    return ThreadInstrument.class.getName();
  }

  @Override
  protected Object create() {
    return new ThreadInstrument();
  }

  @Override
  protected Collection<String> getServicesClassNames() {
    return List.of(ThreadInstrument.Environment.class.getName());
  }
}
