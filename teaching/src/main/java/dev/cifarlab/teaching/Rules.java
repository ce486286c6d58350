package dev.cifarlab.teaching;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a solution may name: Java without files, network, threads and reflection, and ND4J's plain arrays. */
final class Rules {

    private static final String LAYERS = ": write the layers by hand";

    private static final Pattern FRAMEWORK =
            Pattern.compile("org\\.nd4j\\.autodiff\\..*|org\\.deeplearning4j\\..*|dev\\.cifarlab\\.(layers|app)\\..*");

    private static final Pattern OPEN =
            Pattern.compile("dev\\.cifarlab\\.teaching\\.Student(Mlp|Convolution|MaxPooling|BatchNorm|Residual)"
                    + "|org\\.nd4j\\.linalg\\.(api\\.ndarray\\.INDArray|api\\.buffer\\.Data(Type|Buffer)|factory\\.Nd4j"
                    + "|ops\\.transforms\\.Transforms|indexing\\.(conditions\\.)?[A-Za-z]+)"
                    + "|java\\.lang\\.[A-Z][A-Za-z$]*|java\\.lang\\.(annotation|runtime)\\..*"
                    + "|java\\.lang\\.invoke\\.(MethodHandles(\\$Lookup)?|LambdaMetafactory|StringConcatFactory)"
                    + "|java\\.util\\.[A-Z][A-Za-z$]*|java\\.util\\.(function|stream|random)\\..*"
                    + "|java\\.io\\.(PrintStream|Serializable)|java\\.math\\..*|java\\.text\\.DecimalFormat.*");

    private static final Pattern SHUT =
            Pattern.compile("java\\.lang\\.(Process|Runtime|Thread|ClassLoader|Module|Inheritable|Scoped|StackWalker).*"
                    + "|java\\.util\\.(Service.*|Timer.*|Formatter)");

    private static final Pattern SHUT_MEMBERS =
            Pattern.compile("java\\.lang\\.System\\.(exit|load|loadLibrary|setOut|setErr"
                    + "|setIn|setPropert.*|clearProperty|getenv|setSecurityManager|console|inheritedChannel)"
                    + "|java\\.lang\\.Class\\.(forName|get(Declared)?(Method|Field|Constructor|Class).*|getResource.*"
                    + "|getModule|newInstance)"
                    + "|java\\.lang\\.invoke\\.MethodHandles\\..*|java\\.io\\.PrintStream\\.<init>"
                    + "|java\\.util\\.(stream\\.)?[A-Za-z]+\\.parallel.*");

    private static final String ND4J = "org\\.nd4j\\.linalg\\.factory\\.Nd4j\\.";

    private static final Pattern LAYER_OPERATIONS =
            Pattern.compile(ND4J + "(exec.*|getExecutioner|nn|cnn|rnn|loss|image|base|math|linalg|random)"
                    + "|org\\.nd4j\\.linalg\\.ops\\.transforms\\.Transforms\\.(softmax|sigmoid|relu.*|.*[dD]erivative.*"
                    + "|softPlus|leakyRelu.*|elu|hardTanh.*|crossEntropy)");

    private static final Pattern FILES = Pattern.compile(
            ND4J + "(read|write|save|load|createNpy|createFromNpy|toNpy|toByte).*|" + ND4J + "get[A-Z].*Factory");

    private Rules() {}

    /** Why a solution made of these classes is refused, if it is. */
    static Optional<String> refusal(Set<String> own, List<ClassFile> files) {
        return own.stream()
                .filter(name -> name.matches("(dev\\.cifarlab|org|java|javax)\\..*"))
                .map(name -> name + ": choose another package, or none")
                .findFirst()
                .or(() -> files.stream()
                        .flatMap(file -> file.classes().stream())
                        .filter(name -> !own.contains(name))
                        .flatMap(name -> ofClass(name).stream())
                        .findFirst())
                .or(() -> files.stream()
                        .flatMap(file -> file.members().stream())
                        .flatMap(name -> ofMember(name).stream())
                        .findFirst());
    }

    private static Optional<String> ofClass(String name) {
        if (FRAMEWORK.matcher(name).matches()) {
            return Optional.of(name + LAYERS);
        }
        boolean open = OPEN.matcher(name).matches() && !SHUT.matcher(name).matches();
        return open
                ? Optional.empty()
                : Optional.of(
                        name + ": open are java.lang and java.util without processes, threads and reflection, and of"
                                + " ND4J INDArray, DataType, Nd4j, Transforms and indexing");
    }

    private static Optional<String> ofMember(String name) {
        if (LAYER_OPERATIONS.matcher(name).matches()) {
            return Optional.of(name + LAYERS);
        }
        boolean shut =
                SHUT_MEMBERS.matcher(name).matches() || FILES.matcher(name).matches();
        return shut ? Optional.of(name + ": not open to a solution") : Optional.empty();
    }
}
