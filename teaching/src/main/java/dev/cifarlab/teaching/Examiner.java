package dev.cifarlab.teaching;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process that runs one student's classes: marks on standard output, nothing of what the classes print. */
final class Examiner {

    private Examiner() {}

    /** Folder of classes, seed, seconds for an exercise, and perhaps a course's folder and that of its classes. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answer = System.out;
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        Marker marker = new Marker(Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
        List<Subject<?>> subjects = arguments.length == 3
                ? Subject.ALL
                : Course.read(Path.of(arguments[3])).subjects(Path.of(arguments[4]));
        List<Mark> marks = marks(subjects, Path.of(arguments[0]), marker);
        answer.println(new ObjectMapper().writeValueAsString(marks));
        answer.flush();
        Runtime.getRuntime().halt(0); // calls that never end are left behind
    }

    /** Marks of all questions. */
    static List<Mark> marks(List<Subject<?>> subjects, Path classes, Marker marker) throws IOException {
        OwnClasses own = OwnClasses.of(classes);
        List<Mark> marks = new ArrayList<>();
        for (Subject<?> subject : subjects) {
            marks.addAll(marks(subject, own, marker));
        }
        return marks;
    }

    private static <S> List<Mark> marks(Subject<S> subject, OwnClasses own, Marker marker) {
        if (subject.extra() && own.of(subject).isEmpty()) {
            return List.of();
        }
        Maker<S> maker;
        try {
            maker = own.maker(subject);
        } catch (IllegalArgumentException e) {
            return none(subject, "" + e.getMessage());
        }
        return marker.marks(subject, maker);
    }

    /** No marks, for this reason. */
    static <S> List<Mark> none(Subject<S> subject, String reason) {
        return subject.exercises().stream()
                .map(exercise -> new Mark(exercise.name(), 0, exercise.points(), reason))
                .toList();
    }

    /** No marks for the assignment's questions. */
    static List<Mark> none(List<Subject<?>> subjects, String reason) {
        return subjects.stream()
                .filter(subject -> !subject.extra())
                .flatMap(subject -> none(subject, reason).stream())
                .toList();
    }
}
