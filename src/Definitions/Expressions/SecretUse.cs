using Sluice.Model.Secrets;

namespace Sluice.Definitions.Expressions;

/// <summary>Which secrets an expression names, and whether it only passes them on.</summary>
/// <remarks>
/// While an expression is evaluated a secret is its reference: what would look into it, compare or encode it, would do so with that.
/// </remarks>
internal static class SecretUse
{
    public const string Hint =
        "Write $Secret.NAME by itself, as an argument of format, beside '+', or in an object or array.";

    /// <summary>Each name once.</summary>
    public static IReadOnlyCollection<string> NamesIn(Expression expression)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Gather(expression, names);
        return names;
    }

    /// <summary>What is wrong with the use of secrets, without a full stop; null for nothing.</summary>
    public static string? Problem(Expression expression) => expression switch
    {
        SecretExpression { Name: var name } => SecretReference.IsName(name)
            ? null
            : $"{Diagnostics.Quote(name)} is not a secret's name; use {SecretReference.NameForm}",
        CallExpression { Function.Name: "format", Arguments: var arguments } =>
            ProblemIn(arguments.Select((argument, i) => i == 0 ? Looked(argument) : Problem(argument))),
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Coalesce } pair =>
            Problem(pair.Left) ?? Problem(pair.Right),
        ConditionalExpression choice => Looked(choice.Condition) ?? Problem(choice.Then) ?? Problem(choice.Otherwise),
        ArrayExpression array => ProblemIn(array.Items.Select(Problem)),
        ObjectExpression members => ProblemIn(members.Members.Select(member => Problem(member.Value))),
        _ => Looked(expression),
    };

    private static string? ProblemIn(IEnumerable<string?> problems) => problems.FirstOrDefault(problem => problem is not null);

    private static string? Looked(Expression expression) => IsIn(expression)
        ? $"a secret can only be passed on, not looked at as in {Excerpt.Of(expression)}"
        : null;

    private static bool IsIn(Expression expression) =>
        expression is SecretExpression or VariableExpression { Variable: VariableSet.Secret } || PartsOf(expression).Any(IsIn);

    private static void Gather(Expression expression, SortedSet<string> names)
    {
        if (expression is SecretExpression { Name: var name })
        {
            names.Add(name);
        }

        foreach (var part in PartsOf(expression))
        {
            Gather(part, names);
        }
    }

    private static IEnumerable<Expression> PartsOf(Expression expression) => expression switch
    {
        LiteralExpression or VariableExpression or SecretExpression => [],
        MemberExpression member => [member.Target],
        IndexExpression index => [index.Target, index.Index],
        CallExpression call => call.Arguments,
        ArrayExpression array => array.Items,
        ObjectExpression members => members.Members.Select(member => member.Value),
        UnaryExpression unary => [unary.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        ConditionalExpression choice => [choice.Condition, choice.Then, choice.Otherwise],
        _ => throw new System.Diagnostics.UnreachableException($"{expression.GetType().Name} has parts nobody knows."),
    };
}
