namespace Sluice.Definitions.Expressions;

internal enum UnaryOperator
{
    Not,
    Negate,
}

/// <summary>In order of precedence, loosest first; see <see cref="OperatorTable"/>.</summary>
internal enum BinaryOperator
{
    Coalesce,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// <summary>How operators are written, and how tightly they bind.</summary>
/// <remarks>Source: definition language, section 4.2.</remarks>
internal static class OperatorTable
{
    public const int Loosest = 1;
    public const int Relation = 5;
    public const int Unary = 8;
    public const int Postfix = 9;

    private static readonly (string Symbol, int Precedence)[] Rows =
    [
        ("??", Loosest),
        ("||", 2),
        ("&&", 3),
        ("==", 4),
        ("!=", 4),
        ("<", Relation),
        ("<=", Relation),
        (">", Relation),
        (">=", Relation),
        ("in", Relation),
        ("+", 6),
        ("-", 6),
        ("*", 7),
        ("/", 7),
        ("%", 7),
    ];

    /// <summary>The operators between two operands, those that bind alike together; loosest first.</summary>
    public static IEnumerable<IReadOnlyList<string>> Levels =>
        Rows.GroupBy(row => row.Precedence, row => row.Symbol).Select(IReadOnlyList<string> (level) => [.. level]);

    private static readonly Dictionary<string, BinaryOperator> BySymbol =
        Enum.GetValues<BinaryOperator>().ToDictionary(Symbol, StringComparer.Ordinal);

    public static string Symbol(BinaryOperator op) => Rows[(int)op].Symbol;

    public static string Symbol(UnaryOperator op) => op == UnaryOperator.Not ? "!" : "-";

    public static int Precedence(BinaryOperator op) => Rows[(int)op].Precedence;

    public static bool TryGet(string symbol, out BinaryOperator op) => BySymbol.TryGetValue(symbol, out op);
}
