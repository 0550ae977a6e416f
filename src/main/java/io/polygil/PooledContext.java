package io.polygil;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One context's place in its pool: whose it is, how old, how much used. */
final class PooledContext<C> {
  /** Whose it is. */
  enum State {
    /** The first lease that asks gets it. */
    IDLE,
    /** A lease has it. */
    LEASED,
    /** The pool has it: it is made, checked or put back to its first state. */
    RESERVED,
    /** It has left the pool. */
    RETIRED
  }

  private final C context;
  private final int id;
  private final long expiryNanos;
  private final AtomicReference<State> state;

  // Written by whoever has the context, read by the next after a change of state.
  private int uses;
  private long idleSinceNanos;
  private long checkedNanos;

  // Guarded by the pool's lock.
  private long overdueFromNanos;
  private boolean reportedStuck;
  private volatile @Nullable RetirementCause cause;

  PooledContext(C context, int id, State state, long nowNanos, long lifetimeNanos) {
    this.context = context;
    this.id = id;
    this.state = new AtomicReference<>(state);
    this.expiryNanos = lifetimeNanos == Long.MAX_VALUE ? Long.MAX_VALUE : nowNanos + lifetimeNanos;
    this.idleSinceNanos = nowNanos;
    this.checkedNanos = nowNanos;
  }

  C context() {
    return context;
  }

  /** A number that no other context of the pool has had. */
  int id() {
    return id;
  }

  /** How often it was leased, this time included. */
  int uses() {
    return uses;
  }

  State state() {
    return state.get();
  }

  boolean move(State from, State to) {
    return state.get() == from && state.compareAndSet(from, to);
  }

  boolean lend() {
    if (move(State.IDLE, State.LEASED)) {
      uses++;
      return true;
    }
    return false;
  }

  /** Undoes {@link #lend}: it was not wanted after all. False if it was retired meanwhile. */
  boolean refuse() {
    uses--;
    return move(State.LEASED, State.IDLE);
  }

  /** Makes it idle; false if it was retired meanwhile. */
  boolean rest(long nowNanos) {
    idleSinceNanos = nowNanos;
    State held = state.get();
    return held != State.RETIRED && state.compareAndSet(held, State.IDLE);
  }

  void checked(long nowNanos) {
    checkedNanos = nowNanos;
  }

  boolean isExpired(long nowNanos) {
    return expiryNanos != Long.MAX_VALUE && nowNanos - expiryNanos >= 0;
  }

  long idleNanos(long nowNanos) {
    return nowNanos - idleSinceNanos;
  }

  /** How long ago it was last used or checked. */
  long untouchedNanos(long nowNanos) {
    return Math.min(nowNanos - idleSinceNanos, nowNanos - checkedNanos);
  }

  /**
   * Marks it as gone; false if it was gone already.
   *
   * @param overdueFromNanos from when on its end counts as taking long: later than now where it may
   *     end in the orderly way first
   */
  boolean retire(RetirementCause why, long overdueFromNanos) {
    if (state.getAndSet(State.RETIRED) == State.RETIRED) {
      return false;
    }
    cause = why;
    this.overdueFromNanos = overdueFromNanos;
    return true;
  }

  /** Why it left the pool; null while it is there. */
  @Nullable RetirementCause cause() {
    return cause;
  }

  long overdueNanos(long nowNanos) {
    return nowNanos - overdueFromNanos;
  }

  boolean isReportedStuck() {
    return reportedStuck;
  }

  void markReportedStuck() {
    reportedStuck = true;
  }
}
