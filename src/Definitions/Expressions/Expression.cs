using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>A parsed expression, evaluated as it is: a tree whose nodes are a closed family.</summary>
/// <remarks>
/// A node that cannot do its work reports to the <see cref="Evaluation"/> and stands for null; only the first
/// report counts, so nodes need not look whether their operands failed. Source: definition language, section
/// 4.
/// </remarks>
internal abstract record Expression
{
    private protected Expression()
    {
    }

    /// <summary>Levels of nodes, 1 for a leaf. Bounded by the parser, since evaluation recurses.</summary>
    public abstract int Height { get; }

    /// <summary>How many nodes there are, this one included: what an evaluation may have to visit.</summary>
    public abstract int Nodes { get; }

    public abstract JsonValue Evaluate(Evaluation evaluation);

    /// <summary>The value's member; null where there is none.</summary>
    public virtual JsonValue EvaluateMember(string name, Evaluation evaluation) =>
        Paths.Member(Evaluate(evaluation), name);

    public sealed override string ToString() => ExpressionPrinter.Print(this);
}

/// <summary>A number, string, boolean or null.</summary>
internal sealed record LiteralExpression(JsonValue Value) : Expression
{
    public override int Height => 1;

    public override int Nodes => 1;

    public override JsonValue Evaluate(Evaluation evaluation) => Value;
}

/// <param name="Variable">One of the set.</param>
internal sealed record VariableExpression(VariableSet Variable) : Expression
{
    public override int Height => 1;

    public override int Nodes => 1;

    public override JsonValue Evaluate(Evaluation evaluation)
    {
        var variables = evaluation.Variables;
        return Variable switch
        {
            VariableSet.Context => ContextView.Whole(variables),
            VariableSet.Input => variables.Input.Value,
            VariableSet.Output => variables.Output?.Value ?? JsonValue.Null,
            VariableSet.Global => variables.Global,
            VariableSet.Item => variables.Item ?? JsonValue.Null,
            _ => throw new System.Diagnostics.UnreachableException($"{Variable} is not one variable."),
        };
    }

    public override JsonValue EvaluateMember(string name, Evaluation evaluation) => Variable == VariableSet.Context
        ? ContextView.Part(evaluation.Variables, name)
        : base.EvaluateMember(name, evaluation);
}

/// <summary><c>target.name</c>, or <c>target["any text"]</c>.</summary>
internal sealed record MemberExpression(Expression Target, string Name) : Expression
{
    private static readonly VariableExpression Context = new(VariableSet.Context);

    public override int Height { get; } = 1 + Target.Height;

    public override int Nodes { get; } = 1 + Target.Nodes;

    public override JsonValue Evaluate(Evaluation evaluation) => Target.EvaluateMember(Name, evaluation);

    // $Context.Current.Name is looked up without building $Context or $Context.Current.
    public override JsonValue EvaluateMember(string name, Evaluation evaluation) => Target == Context
        ? ContextView.Member(evaluation.Variables, Name, name)
        : base.EvaluateMember(name, evaluation);
}

/// <summary><c>target[index]</c>.</summary>
internal sealed record IndexExpression(Expression Target, Expression Index) : Expression
{
    public override int Height { get; } = 1 + Math.Max(Target.Height, Index.Height);

    public override int Nodes { get; } = 1 + Target.Nodes + Index.Nodes;

    public override JsonValue Evaluate(Evaluation evaluation)
    {
        var target = Target.Evaluate(evaluation);
        return Index.Evaluate(evaluation) switch
        {
            JsonNumber { IsInteger: true } number => Paths.Element(target, number.Int64),
            JsonString name => Paths.Member(target, name.Value),
            JsonNull => JsonValue.Null,
            var other => evaluation.Fail(
                $"an index must be an integer or a string, not {Describe(other)}, in {Excerpt.Of(this)}"),
        };
    }

    private static string Describe(JsonValue value) => value is JsonNumber ? value.ToString() : value.KindName;
}

/// <summary><c>name(argument, …)</c>.</summary>
/// <param name="Body">The function's own body, or one prepared for arguments that are literals.</param>
internal sealed record CallExpression(Function Function, IReadOnlyList<Expression> Arguments, FunctionBody Body)
    : Expression
{
    public override int Height { get; } = 1 + Arguments.Select(argument => argument.Height).DefaultIfEmpty().Max();

    public override int Nodes { get; } = 1 + Arguments.Sum(argument => argument.Nodes);

    public override JsonValue Evaluate(Evaluation evaluation)
    {
        var values = new JsonValue[Arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Arguments[i].Evaluate(evaluation);
            if (!Function.Accepts(i, values[i], out var problem))
            {
                return evaluation.Fail(problem);
            }
        }

        return evaluation.HasFailed ? JsonValue.Null : Body(values, evaluation);
    }
}

/// <summary><c>[item, …]</c>.</summary>
internal sealed record ArrayExpression(IReadOnlyList<Expression> Items) : Expression
{
    public override int Height { get; } = 1 + Items.Select(item => item.Height).DefaultIfEmpty().Max();

    public override int Nodes { get; } = 1 + Items.Sum(item => item.Nodes);

    public override JsonValue Evaluate(Evaluation evaluation)
    {
        var values = new JsonValue[Items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = evaluation.Spend(Items[i].Evaluate(evaluation));
        }

        return new JsonArray(values);
    }
}

/// <summary><c>{"key": value, …}</c>.</summary>
internal sealed record ObjectExpression(IReadOnlyList<KeyValuePair<string, Expression>> Members) : Expression
{
    public override int Height { get; } = 1 + Members.Select(member => member.Value.Height).DefaultIfEmpty().Max();

    public override int Nodes { get; } = 1 + Members.Sum(member => member.Value.Nodes);

    public override JsonValue Evaluate(Evaluation evaluation)
    {
        var values = new KeyValuePair<string, JsonValue>[Members.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (name, member) = Members[i];
            values[i] = new(name, evaluation.Spend(member.Evaluate(evaluation)));
        }

        return JsonObject.Of(values);
    }
}

/// <summary><c>condition ? then : otherwise</c>.</summary>
internal sealed record ConditionalExpression(Expression Condition, Expression Then, Expression Otherwise)
    : Expression
{
    public override int Height { get; } =
        1 + Math.Max(Condition.Height, Math.Max(Then.Height, Otherwise.Height));

    public override int Nodes { get; } = 1 + Condition.Nodes + Then.Nodes + Otherwise.Nodes;

    public override JsonValue Evaluate(Evaluation evaluation) => Condition.Evaluate(evaluation) switch
    {
        JsonBoolean { Value: true } => Then.Evaluate(evaluation),
        JsonBoolean => Otherwise.Evaluate(evaluation),
        var other => evaluation.Fail(
            $"the condition before '?' must be a boolean, not {other.KindName}, in {Excerpt.Of(Condition)}"),
    };
}
