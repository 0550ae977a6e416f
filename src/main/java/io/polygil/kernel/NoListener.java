package io.polygil.kernel;

enum NoListener implements KernelListener {
  NONE;

  @Override
  public boolean isListening() {
    return false;
  }

  @Override
  public void entered(KernelCall call) {}

  @Override
  public void left(KernelCall call) {}
}
