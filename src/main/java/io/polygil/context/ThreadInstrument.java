package io.polygil.context;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;

/** Sees the threads of an engine; made when the first one asks for it, and otherwise not there. */
final class ThreadInstrument extends TruffleInstrument {
  static final String ID = "polygil-threads";

  @Override
  protected void onCreate(Env env) {
    env.registerService(new Environment(env));
  }

  /** What an {@link Observation} of the instrument's engine works with. */
  record Environment(Env env) {}
}
