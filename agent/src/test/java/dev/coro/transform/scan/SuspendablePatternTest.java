package dev.coro.transform.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuspendablePatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          com.acme.Service             | com/acme/Service       | fetch  | ()V                      | true
          com.acme.Service             | com/acme/Service       | <init> | ()V                      | false
          com.acme.Service             | com/acme/Service$Inner | fetch  | ()V                      | false
          com.acme.Service             | com/acme/Services      | fetch  | ()V                      | false
          com.acme.*                   | com/acme/sub/Job       | run    | ()V                      | true
          com.acme.*                   | com/acmeJob            | run    | ()V                      | false
          *                            | com/acme/Job           | run    | ()V                      | true
          *                            | Job                    | run    | ()V                      | true
          *                            | java/lang/Runnable     | run    | ()V                      | false
          java.lang.Runnable#run       | java/lang/Runnable     | run    | ()V                      | true
          java.*                       | java/lang/Runnable     | run    | ()V                      | true
          com.acme.Service#fetch       | com/acme/Service       | fetch  | (I)V                     | true
          com.acme.Service#fetch       | com/acme/Service       | fetchX | ()V                      | false
          com.acme.Service#fetch*      | com/acme/Service       | fetchX | ()V                      | true
          com.acme.Service#*           | com/acme/Service       | fetchX | ()V                      | true
          com.acme.Service#*           | com/acme/Service       | <clinit> | ()V                    | false
          com.acme.S#f()               | com/acme/S             | f      | ()V                      | true
          com.acme.S#f()               | com/acme/S             | f      | (I)V                     | false
          com.acme.S#f(int, String)    | com/acme/S             | f      | (ILjava/lang/String;)V   | true
          com.acme.S#f(int,java.lang.String) | com/acme/S       | f      | (ILjava/lang/String;)V   | true
          com.acme.S#f(int, String)    | com/acme/S             | f      | (Ljava/lang/String;I)V   | false
          com.acme.S#f(int[], Entry)   | com/acme/S             | f      | ([ILjava/util/Map$Entry;)V | true
          com.acme.S#f(*, long)        | com/acme/S             | f      | ([ILjava/util/Map$Entry;J)V | false
          com.acme.S#f(*, long)        | com/acme/S             | f      | (Ljava/util/Map$Entry;J)V | true
          com.acme.S#f(try)            | com/acme/S             | f      | (Lcom/acme/Entry;)V      | false
          """)
  void namesWhatItSays(
      String pattern, String owner, String name, String descriptor, boolean named) {
    SuspendableNames names =
        SuspendableNames.of(List.of(SuspendablePattern.parse(pattern, "a test")));
    assertEquals(named, names.include(owner, name, descriptor));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          com/acme/Service      | 'com/acme/Service' is no class name with dots between packages
          com..acme             | 'com..acme' is no class name with dots between packages
          #fetch                | '' is no class name with dots between packages
          com.acme.S#           | '' is no method name
          com.acme.S#a.b        | 'a.b' is no method name
          com.acme.S#<init>     | '<init>' is no method name
          com.acme.S#f(int      | it has not the form class#method(types)
          com.acme.S#f#g        | it has not the form class#method(types)
          com.acme.S(int)       | it has not the form class#method(types)
          com.acme.S#f(int,)    | '' is no parameter type
          com.acme.S#f(int x)   | 'int x' is no parameter type
          """)
  void badPatternIsRefused(String pattern, String why) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> SuspendablePattern.parse(pattern, "line 3"));
    assertEquals(
        "[CO303] '"
            + pattern
            + "' in line 3 does not name suspendable methods: "
            + why
            + ". Write com.acme.Service, com.acme.*, com.acme.Service#fetch,"
            + " com.acme.Service#fetch* or com.acme.Service#fetch(int, String).",
        thrown.getMessage());
  }

  @Test
  void emptyPatternIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SuspendablePattern.parse("", "a test"));
  }
}
