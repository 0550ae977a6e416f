package io.polygil.kernel;

enum NoListener implements KernelListener {
  NONE;

  @Override
  public void entered(KernelCall call) {}

  @Override
  public void left(KernelCall call) {}
}
