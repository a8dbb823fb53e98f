using FsCheck;
using FsCheck.Fluent;
using Sluice.Definitions.Expressions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Expressions;

/// <summary>Made-up expressions, as trees and as texts.</summary>
internal static class Some
{
    private static readonly string[] Pieces =
    [
        "$Input", "$Context", "$Nope", ".a", "[0]", "[-1]", "[\"x\"]", "(", ")", "[", "]", "{", "}", ",", ":", "?", "??",
        "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||", "!", "-", "+", "*", "/", "%", "1", "2.5", "1e3", "\"a\"", "'b'",
        "`c`", "true", "false", "null", "length(", "format(\"{}\", ", "toArray(", "uuid()", "\"", "\\", "\ud83d", "😀", "\0", " ",
    ];

    private static readonly VariableSet[] Variables =
        [VariableSet.Context, VariableSet.Input, VariableSet.Output, VariableSet.Global, VariableSet.Item];

    /// <summary>Trees such as the parser makes, each of them well-formed.</summary>
    public static Arbitrary<Expression> Expression { get; } = Gen.Sized(size => Tree(Math.Min(size / 12, 5))).ToArbitrary();

    /// <summary>Texts that look more or less like expressions.</summary>
    public static Arbitrary<string> Text { get; } =
        (from pieces in Gen.Elements(Pieces).ListOf()
         select string.Join(' ', pieces)).ToArbitrary();

    /// <summary>JSON values a few levels deep.</summary>
    public static Gen<JsonValue> Json(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (2, Scalar),
            (1, from items in Json(depth - 1).ListOf() select (JsonValue)new JsonArray([.. items.Take(4)])),
            (1, from members in Member(Json(depth - 1)).ListOf()
                select (JsonValue)JsonObject.Of([.. members.Take(4)])));

    private static Gen<string> Name => Gen.Elements("a", "b", "in", "true", "ä", "_x1", "with-dash", "", "a b", "\"'`", "😀", "\n");

    private static Gen<JsonValue> Scalar => Gen.OneOf(
        Gen.Elements<JsonValue>(JsonValue.Null, JsonValue.True, JsonValue.False),
        from number in ArbMap.Default.GeneratorFor<long>() select (JsonValue)JsonValue.Of(number),
        Gen.Elements(0, -0.0, 1.5, -2.25, 1e20, -1e-7, double.MaxValue, double.Epsilon, 9007199254740993d)
            .Select(JsonValue (number) => new JsonNumber(number)),
        Gen.Elements(long.MinValue, long.MaxValue, -1, 0, 2).Select(JsonValue (number) => JsonValue.Of(number)),
        Name.Select(JsonValue (text) => JsonValue.Of(text)));

    private static Gen<KeyValuePair<string, T>> Member<T>(Gen<T> value) =>
        from name in Name from v in value select KeyValuePair.Create(name, v);

    private static Gen<Expression> Tree(int depth) => depth == 0
        ? Gen.OneOf(
            Scalar.Select(Expression (value) => new LiteralExpression(value)),
            Gen.Elements(Variables).Select(Expression (variable) => new VariableExpression(variable)))
        : Gen.OneOf(
            Tree(0),
            from target in Tree(depth - 1) from name in Name select (Expression)new MemberExpression(target, name),
            from target in Tree(depth - 1)
            from index in Tree(depth - 1)
            where index is not LiteralExpression { Value: JsonString }
            select (Expression)new IndexExpression(target, index),
            from op in Gen.Elements(Enum.GetValues<UnaryOperator>())
            from operand in Tree(depth - 1)
            select (Expression)new UnaryExpression(op, operand),
            Binary(depth),
            Binary(depth),
            from condition in Tree(depth - 1)
            from then in Tree(depth - 1)
            from otherwise in Tree(depth - 1)
            select (Expression)new ConditionalExpression(condition, then, otherwise),
            from items in Tree(depth - 1).ListOf() select (Expression)new ArrayExpression([.. items.Take(3)]),
            from members in Member(Tree(depth - 1)).ListOf()
            select (Expression)new ObjectExpression([.. members.Take(3)]),
            from arguments in Tree(depth - 1).ListOf() select Call("toArray", [.. arguments.Take(3)]),
            from argument in Tree(depth - 1) select Call("jsonToString", argument));

    private static Gen<Expression> Binary(int depth) =>
        from op in Gen.Elements(Enum.GetValues<BinaryOperator>())
        from left in Tree(depth - 1)
        from right in Tree(depth - 1)
        select (Expression)new BinaryExpression(op, left, right);

    private static Expression Call(string name, params Expression[] arguments)
    {
        var function = FunctionTable.Find(name)!;
        return new CallExpression(function, arguments, function.Bind([.. arguments.Select(_ => (JsonValue?)null)]).Body);
    }
}
