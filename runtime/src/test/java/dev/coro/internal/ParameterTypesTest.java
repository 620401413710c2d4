package dev.coro.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ParameterTypesTest {
  @Test
  void noParameters() {
    assertEquals("", ParameterTypes.of("()Ljava/lang/String;"));
  }

  @Test
  void primitivesAndArrays() {
    assertEquals(
        "byte, char, double[], float, int[][], long, short, boolean",
        ParameterTypes.of("(BC[DF[[IJSZ)V"));
  }

  @Test
  void classesAreNamedWithoutWhatEnclosesThem() {
    assertEquals(
        "String[], Entry, Order",
        ParameterTypes.of("([Ljava/lang/String;Ljava/util/Map$Entry;LOrder;)V"));
  }

  @Test
  void localClassesLoseTheirNumberAndAnonymousOnesKeepTheirs() {
    assertEquals("Local, Shop$1", ParameterTypes.of("(Lcom/acme/Shop$1Local;Lcom/acme/Shop$1;)V"));
  }
}
