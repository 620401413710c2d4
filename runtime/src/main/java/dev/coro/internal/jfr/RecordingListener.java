package dev.coro.internal.jfr;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/** Keeps {@link FlightRecording} up to date. */
final class RecordingListener implements FlightRecorderListener {
  private RecordingListener() {}

  /** Registers one. If the recorder is in use already, it is told so at once. */
  static void register() {
    FlightRecorder.addListener(new RecordingListener());
  }

  /** The recorder is used for the first time: its events have to be known before it records. */
  @Override
  public void recorderInitialized(FlightRecorder recorder) {
    FlightRecorder.register(CoroutineParkEvent.class);
    FlightRecorder.register(SlowStepEvent.class);
    FlightRecorder.register(PinnedAttemptEvent.class);
    update(recorder);
  }

  @Override
  public void recordingStateChanged(Recording recording) {
    update(FlightRecorder.getFlightRecorder());
  }

  private static void update(FlightRecorder recorder) {
    // Settings of a recording may change while it runs, and nobody is told: each event asks whether
    // it is wanted, once anything is recorded.
    FlightRecording.set(
        recorder.getRecordings().stream()
            .anyMatch(recording -> recording.getState() == RecordingState.RUNNING));
  }
}
