package io.polygil;

import io.polygil.kernel.KernelCall;
import io.polygil.kernel.KernelListener;
import java.util.ArrayList;
import java.util.List;

/** The pool's own listener, and those that come and go while it runs. */
final class KernelListeners implements KernelListener {
  private volatile KernelListener[] all;

  KernelListeners(KernelListener own) {
    all = own.equals(KernelListener.none()) ? new KernelListener[0] : new KernelListener[] {own};
  }

  synchronized void add(KernelListener listener) {
    List<KernelListener> now = new ArrayList<>(List.of(all));
    now.add(listener);
    all = now.toArray(KernelListener[]::new);
  }

  synchronized void remove(KernelListener listener) {
    List<KernelListener> now = new ArrayList<>(List.of(all));
    now.remove(listener);
    all = now.toArray(KernelListener[]::new);
  }

  @Override
  public boolean isListening() {
    for (KernelListener each : all) {
      if (each.isListening()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void entered(KernelCall call) {
    for (KernelListener each : all) {
      each.entered(call);
    }
  }

  @Override
  public void left(KernelCall call) {
    for (KernelListener each : all) {
      each.left(call);
    }
  }

  @Override
  public void calling() {
    for (KernelListener each : all) {
      each.calling();
    }
  }

  @Override
  public void called() {
    for (KernelListener each : all) {
      each.called();
    }
  }

  @Override
  public void detached() {
    for (KernelListener each : all) {
      each.detached();
    }
  }

  @Override
  public void attaching() {
    for (KernelListener each : all) {
      each.attaching();
    }
  }
}
