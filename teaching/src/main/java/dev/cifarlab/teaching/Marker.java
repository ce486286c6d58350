package dev.cifarlab.teaching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Marks solutions. */
final class Marker {

    private final int seed;
    private final double seconds;
    private double left;

    /** Inputs are drawn by the seed; an exercise may take this long, all of a subject three times as long. */
    Marker(int seed, double seconds) {
        this.seed = seed;
        this.seconds = seconds;
    }

    /** Marks of all exercises of a subject. */
    <S> List<Mark> marks(Subject<S> subject, Maker<S> solution) {
        left = 3 * seconds;
        return subject.exercises().stream()
                .map(exercise -> mark(subject, exercise, solution))
                .toList();
    }

    private <S> Mark mark(Subject<S> subject, Exercise<S> exercise, Maker<S> solution) {
        Map<String, INDArray> right = exercise.probe().run(subject.right(), draw());
        Map<String, INDArray> mine;
        try {
            mine = inTime(() -> exercise.probe().run(solution, draw()));
        } catch (ExecutionException e) {
            return new Mark(exercise.name(), 0, exercise.points(), reason(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (TimeoutException e) {
            return new Mark(exercise.name(), 0, exercise.points(), "" + e.getMessage());
        }
        if (Comparison.same(mine, right, exercise.tolerance())) {
            return new Mark(exercise.name(), exercise.points(), exercise.points(), "");
        }
        Optional<Mistake<S>> mistake = mistake(subject, exercise, mine, right);
        if (mistake.isPresent() && !mistake.get().costs()) {
            return new Mark(
                    exercise.name(),
                    exercise.points(),
                    exercise.points(),
                    mistake.get().message());
        }
        List<Comparison> comparisons = new ArrayList<>();
        right.forEach(
                (name, array) -> comparisons.add(Comparison.of(name, mine.get(name), array, exercise.tolerance())));
        double share =
                comparisons.stream().mapToDouble(Comparison::share).average().orElse(0);
        String first = comparisons.stream()
                .map(Comparison::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        String output =
                mistake.map(named -> named.message() + " (" + first + ")").orElse(first);
        return new Mark(
                exercise.name(), Math.round(100 * share * exercise.points()) / 100.0, exercise.points(), output);
    }

    private Draw draw() {
        return new Draw(seed);
    }

    /** The first mistake that gives the student's arrays; else the first that gives those of them that are wrong. */
    private <S> Optional<Mistake<S>> mistake(
            Subject<S> subject, Exercise<S> exercise, Map<String, INDArray> mine, Map<String, INDArray> right) {
        List<Mistake<S>> rough = new ArrayList<>();
        List<Mistake<S>> some = new ArrayList<>();
        for (Mistake<S> mistake : subject.mistakes()) {
            Map<String, INDArray> wrong;
            try {
                wrong = exercise.probe().run(mistake.version(), draw());
            } catch (RuntimeException e) { // a version that only runs on some shapes
                continue;
            }
            if (Comparison.same(wrong, right, exercise.tolerance())) {
                continue;
            }
            if (Comparison.same(mine, wrong, exercise.tolerance())) {
                return Optional.of(mistake);
            }
            if (Comparison.same(mine, wrong, right, exercise.tolerance())) {
                rough.add(mistake);
            }
            if (explainsOne(mine, wrong, right, exercise.tolerance())) {
                some.add(mistake);
            }
        }
        return Stream.concat(rough.stream(), some.stream())
                .filter(Mistake::costs)
                .findFirst();
    }

    /** Whether the student's first wrong array is this version's. */
    private static boolean explainsOne(
            Map<String, INDArray> mine, Map<String, INDArray> wrong, Map<String, INDArray> right, double tolerance) {
        for (Map.Entry<String, INDArray> entry : right.entrySet()) {
            String name = entry.getKey();
            if (!same(name, mine.get(name), entry.getValue(), tolerance)) {
                INDArray other = wrong.get(name);
                return other != null && same(name, mine.get(name), other, tolerance);
            }
        }
        return false;
    }

    private static boolean same(String name, @Nullable INDArray one, INDArray other, double tolerance) {
        return Comparison.of(name, one, other, tolerance).text().isEmpty();
    }

    /** What a call gives, or its exception, within the time; one that goes on after it is left behind. */
    private <T> T inTime(Callable<T> call) throws ExecutionException, TimeoutException {
        if (left <= 0) {
            throw new TimeoutException("not run: the time is used up");
        }
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "solution");
        thread.setDaemon(true);
        long start = System.nanoTime();
        thread.start();
        double limit = Math.min(seconds, left);
        try {
            return task.get((long) (1000 * limit), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("stopped after " + Math.round(100 * limit) / 100.0 + " s: an endless loop?");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            left -= (System.nanoTime() - start) / 1e9;
        }
    }

    /** What stopped a solution, in one line. */
    static String reason(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return "stopped: no memory is left";
        }
        if (cause instanceof StackOverflowError) {
            return "stopped: a method calls itself without end";
        }
        if (cause instanceof SolutionError) {
            return "stopped: " + cause.getMessage();
        }
        String where = Arrays.stream(cause.getStackTrace())
                .filter(frame -> !frame.getClassName().matches("(java|jdk|org|dev\\.cifarlab)\\..*"))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
        String message = cause.getMessage() == null
                ? ""
                : ": " + cause.getMessage().lines().findFirst().orElse("");
        return "stopped: " + cause.getClass().getSimpleName() + message + where;
    }
}
