#include <jni.h>

/* Calls Leaf.park(), which suspends. */
JNIEXPORT void JNICALL Java_dev_coro_it_pins_NativeCases_callPark(JNIEnv *env, jclass type) {
  jclass leaf = (*env)->FindClass(env, "dev/coro/it/pins/Leaf");
  jmethodID park = (*env)->GetStaticMethodID(env, leaf, "park", "()V");
  (*env)->CallStaticVoidMethod(env, leaf, park);
}
