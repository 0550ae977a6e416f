package io.polygil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that cannot be offered to Python are refused with their name, the member and a mend. */
class KernelClassRegistrationTest {
  @KernelModule(value = "m", classes = String.class)
  static final class NotAnnotated {}

  @KernelModule("m")
  static final class Empty {}

  @KernelModule("not a name")
  static final class BadModuleName {
    @Kernel(gil = Gil.HOLD)
    static void ok() {}
  }

  @KernelModule("shop.class")
  static final class KeywordInModuleName {
    @Kernel(gil = Gil.HOLD)
    static void ok() {}
  }

  @KernelModule("m")
  static final class BadFunctionName {
    @Kernel(gil = Gil.HOLD, name = "not-a-name")
    static void ok() {}
  }

  @KernelModule("m")
  static final class BadAlias {
    @Kernel(gil = Gil.HOLD, aliases = "lambda")
    static void ok() {}
  }

  @KernelClass(name = "1st")
  static final class BadName {}

  @KernelModule(value = "m", classes = BadName.class)
  static final class BadClassName {}

  @KernelClass
  interface AnInterface {}

  @KernelModule(value = "m", classes = AnInterface.class)
  static final class InterfaceClass {}

  @KernelClass
  final class Inner {}

  @KernelModule(value = "m", classes = Inner.class)
  static final class InnerClass {}

  @KernelClass
  static class Base {}

  @KernelClass
  static final class Derived extends Base {}

  @KernelModule(value = "m", classes = Derived.class)
  static final class DerivedClass {}

  @KernelClass
  static final class Overloads {
    @Kernel(gil = Gil.HOLD)
    void twice(long n) {}

    @Kernel(gil = Gil.HOLD)
    void twice(double n) {}
  }

  @KernelModule(value = "m", classes = Overloads.class)
  static final class OverloadedMethods {}

  @KernelClass
  static final class TwoConstructors {
    @Kernel(gil = Gil.HOLD)
    TwoConstructors() {}

    @Kernel(gil = Gil.HOLD)
    TwoConstructors(long n) {}
  }

  @KernelModule(value = "m", classes = TwoConstructors.class)
  static final class OverloadedConstructors {}

  @KernelClass
  static final class NamedConstructor {
    @Kernel(gil = Gil.HOLD, name = "make")
    NamedConstructor() {}
  }

  @KernelModule(value = "m", classes = NamedConstructor.class)
  static final class ConstructorName {}

  @KernelClass
  abstract static class Abstract {
    @Kernel(gil = Gil.HOLD)
    Abstract() {}
  }

  @KernelModule(value = "m", classes = Abstract.class)
  static final class AbstractConstructor {}

  @KernelClass
  static final class WrongMaker {
    @Kernel(gil = Gil.HOLD, name = "__new__")
    static String of() {
      return "";
    }
  }

  @KernelModule(value = "m", classes = WrongMaker.class)
  static final class WrongFactory {}

  @KernelClass
  static final class TwoGetters {
    @KernelProperty
    long getSize() {
      return 1;
    }

    @KernelProperty
    long size() {
      return 1;
    }
  }

  @KernelModule(value = "m", classes = TwoGetters.class)
  static final class TwoProperties {}

  @KernelClass
  static final class Mismatch {
    @KernelProperty
    long size() {
      return 1;
    }

    @KernelProperty
    void setSize(int size) {}
  }

  @KernelModule(value = "m", classes = Mismatch.class)
  static final class SetterType {}

  @KernelClass
  static final class WriteOnly {
    @KernelProperty
    void setSize(int size) {}
  }

  @KernelModule(value = "m", classes = WriteOnly.class)
  static final class SetterAlone {}

  @KernelClass
  static final class NoProperty {
    @KernelProperty
    long size(long a, long b) {
      return a + b;
    }
  }

  @KernelModule(value = "m", classes = NoProperty.class)
  static final class PropertyWithParameters {}

  @KernelClass
  static final class Both {
    @Kernel(gil = Gil.HOLD)
    @KernelProperty
    long size() {
      return 1;
    }
  }

  @KernelModule(value = "m", classes = Both.class)
  static final class KernelAndProperty {}

  @KernelClass
  static final class Reserved {
    @Kernel(gil = Gil.HOLD, name = "__setattr__")
    void set(String name, Object value) {}
  }

  @KernelModule(value = "m", classes = Reserved.class)
  static final class ReservedName {}

  @KernelClass
  static final class Mangled {
    @Kernel(gil = Gil.HOLD, name = "__secret")
    void secret() {}
  }

  @KernelModule(value = "m", classes = Mangled.class)
  static final class MangledName {}

  @KernelClass
  static final class Selfish {
    @Kernel(gil = Gil.HOLD)
    void take(long self) {}
  }

  @KernelModule(value = "m", classes = Selfish.class)
  static final class ParameterNamedSelf {}

  @KernelClass
  static final class NoForm {
    @Kernel(gil = Gil.HOLD)
    void take(Thread thread) {}
  }

  @KernelModule(value = "m", classes = NoForm.class)
  static final class NoPythonForm {}

  @KernelClass
  static final class Stray {}

  @KernelModule("m")
  static final class Unlisted {
    @Kernel(gil = Gil.HOLD)
    static void take(List<Stray> strays) {}
  }

  @KernelModule(value = "m", classes = Stray.class)
  static final class FunctionLikeClass {
    @Kernel(gil = Gil.HOLD, name = "Stray")
    static void stray() {}
  }

  @KernelModule(value = "first", classes = Stray.class)
  static final class First {}

  @KernelModule(value = "second", classes = Stray.class)
  static final class Second {}

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(NotAnnotated.class, "lists java.lang.String in classes|@KernelClass"),
        Arguments.of(Empty.class, "Empty has no kernels|or list classes"),
        Arguments.of(BadModuleName.class, "BadModuleName: \"not a name\" is no name of a module"),
        Arguments.of(KeywordInModuleName.class, "\"shop.class\" is no name of a module"),
        Arguments.of(BadFunctionName.class, "BadFunctionName.ok: \"not-a-name\"|by name ="),
        Arguments.of(BadAlias.class, "BadAlias.ok: \"lambda\" is a Python keyword"),
        Arguments.of(BadClassName.class, "BadName: \"1st\"|give it another one"),
        Arguments.of(InterfaceClass.class, "AnInterface: it must be a class or a record"),
        Arguments.of(InnerClass.class, "Inner: it must be a class|static one"),
        Arguments.of(DerivedClass.class, "Derived: it extends|Base|annotate one of them only"),
        Arguments.of(OverloadedMethods.class, "twice(long)|twice(double)|rename one"),
        Arguments.of(OverloadedConstructors.class, "TwoConstructors: it has 2|annotate one"),
        Arguments.of(ConstructorName.class, "NamedConstructor: its constructor|leave out name"),
        Arguments.of(AbstractConstructor.class, "Abstract: it is abstract|static method"),
        Arguments.of(WrongFactory.class, "of is __new__|static and return WrongMaker"),
        Arguments.of(TwoProperties.class, "the name size|getSize()|size()|rename one"),
        Arguments.of(SetterType.class, "property size|returns long|takes int|make them one"),
        Arguments.of(SetterAlone.class, "property size has a setter only|annotate its getter"),
        Arguments.of(PropertyWithParameters.class, "property size: size must be a getter"),
        Arguments.of(KernelAndProperty.class, "size is a kernel and a property|leave out one"),
        Arguments.of(ReservedName.class, "cannot have a member __setattr__|rename it"),
        Arguments.of(MangledName.class, "__secret|begins with __|rename it"),
        Arguments.of(ParameterNamedSelf.class, "take, parameter self|rename it by @Arg"),
        Arguments.of(NoPythonForm.class, "NoForm, take, parameter thread|has no Python form"),
        Arguments.of(Unlisted.class, "m.take takes or returns|Stray|add it to a module's classes"),
        Arguments.of(FunctionLikeClass.class, "two members have the name Stray|rename one"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeOfferedIsRefused(Class<?> module, String parts) {
    assertThatThrownBy(() -> register(module))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts.split("\\|")));
  }

  @Test
  void aClassBelongsToOneModule() {
    assertThatThrownBy(() -> register(First.class, Second.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Stray is listed twice")
        .hasMessageContaining("\"first\"")
        .hasMessageContaining("\"second\"")
        .hasMessageContaining("import it from there");
    register(First.class);
  }

  /** One that compares with something else than its kind has no order in Python. */
  @KernelClass
  static final class Odd implements Comparable<String>, Iterator<String> {
    @Override
    public int compareTo(String other) {
      return 0;
    }

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public String next() {
      return "";
    }
  }

  @KernelModule(value = "m", classes = Odd.class)
  static final class OddModule {}

  @Test
  void onlyWhatJavaHasIsMapped() {
    String text = register(OddModule.class).find("m").orElseThrow().text();
    assertThat(text).contains("def __next__").contains("def __iter__");
    assertThat(text).doesNotContain("__lt__", "__eq__", "__hash__", "__repr__", "__exit__");
  }

  private static KernelModules register(Object... modules) {
    return KernelModules.of(List.of(modules), KernelListener.none());
  }
}
