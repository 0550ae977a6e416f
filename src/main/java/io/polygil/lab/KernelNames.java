package io.polygil.lab;

import io.polygil.kernel.KernelStubs;
import io.polygil.kernel.StubFile;
import io.polygil.kernels.BundledKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that free play completes: of kernels, with their modules. */
final class KernelNames {
  private static final Pattern FUNCTION = Pattern.compile("(?m)^def (\\w+)\\(");

  private KernelNames() {}

  /** All of them, as {@code module.function}. */
  static List<String> all() {
    List<Class<?>> kernels = new ArrayList<>(BundledKernels.all());
    kernels.add(BusyKernels.class);
    kernels.add(CallbackKernels.class);
    List<String> names = new ArrayList<>();
    for (StubFile stub : KernelStubs.of(kernels)) {
      Matcher matcher = FUNCTION.matcher(stub.text());
      while (matcher.find()) {
        names.add(stub.module() + "." + matcher.group(1));
      }
    }
    return names;
  }
}
