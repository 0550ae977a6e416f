package io.polygil.context;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;

/** Sees the threads of an engine; made when the first one asks for it, and otherwise not there. */
final class ThreadInstrument extends TruffleInstrument {
  static final String ID = "polygil-threads";

  @Override
  protected void onCreate(Env env) {
    env.registerService(new Observations(env));
  }

  /** Begins observations of the instrument's engine. */
  static final class Observations {
    private final Env env;

    Observations(Env env) {
      this.env = env;
    }

    Observation begin(ThreadListener listener) {
      return new Observation(env, listener);
    }
  }
}
