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
        "$Input", "$Context", "$Nope", ".a", "[0]", "[-1]", "[\"x\"]", "(", ")", "[", "]", "{", "}", ",", ":",
        "?", "??", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||", "!", "-", "+", "*", "/", "%", "1", "2.5",
        "1e3", "\"a\"", "'b'", "`c`", "true", "false", "null", "length(", "format(\"{}\", ", "toArray(", "uuid()",
        "\"", "\\", "\ud83d", "😀", "\0", " ",
    ];

    private static readonly VariableSet[] Variables =
        [VariableSet.Context, VariableSet.Input, VariableSet.Output, VariableSet.Global, VariableSet.Item];

    /// <summary>By depth; each is made once, of those before it.</summary>
    private static readonly List<Gen<Expression>> Trees = Grow(levels: 6);

    /// <summary>Trees such as the parser makes, each of them well-formed.</summary>
    public static Arbitrary<Expression> Expression { get; } =
        Gen.Sized(size => Trees[Math.Min(size / 12, Trees.Count - 1)]).ToArbitrary();

    /// <summary>Texts that look more or less like expressions.</summary>
    public static Arbitrary<string> Text { get; } =
        (from pieces in Gen.Elements(Pieces).ListOf()
         select string.Join(' ', pieces)).ToArbitrary();

    /// <summary>JSON values a few levels deep.</summary>
    public static Gen<JsonValue> Json(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (2, Scalar),
            (1, from items in Few(Json(depth - 1)) select (JsonValue)new JsonArray([.. items])),
            (1, from members in Few(Member(Json(depth - 1))) select (JsonValue)JsonObject.Of(members)));

    private static Gen<string> Name =>
        Gen.Elements("a", "b", "in", "true", "ä", "_x1", "with-dash", "", "a b", "\"'`", "😀", "\n");

    private static Gen<JsonValue> Scalar => Gen.OneOf(
        Gen.Elements<JsonValue>(JsonValue.Null, JsonValue.True, JsonValue.False),
        from number in ArbMap.Default.GeneratorFor<long>() select (JsonValue)JsonValue.Of(number),
        Gen.Elements(0, -0.0, 1.5, -2.25, 1e20, -1e-7, double.MaxValue, double.Epsilon, 9007199254740993d)
            .Select(JsonValue (number) => new JsonNumber(number)),
        Gen.Elements(long.MinValue, long.MaxValue, -1, 0, 2).Select(JsonValue (number) => JsonValue.Of(number)),
        Name.Select(JsonValue (text) => JsonValue.Of(text)));

    private static Gen<Expression> Leaf => Gen.OneOf(
        Scalar.Select(Expression (value) => new LiteralExpression(value)),
        Gen.Elements(Variables).Select(Expression (variable) => new VariableExpression(variable)));

    private static Gen<KeyValuePair<string, T>> Member<T>(Gen<T> value) =>
        from name in Name from v in value select KeyValuePair.Create(name, v);

    private static List<Gen<Expression>> Grow(int levels)
    {
        var trees = new List<Gen<Expression>> { Leaf };
        while (trees.Count < levels)
        {
            trees.Add(Above(trees[^1]));
        }

        return trees;
    }

    private static Gen<Expression> Above(Gen<Expression> tree) => Gen.OneOf(
        Leaf,
        from target in tree from name in Name select (Expression)new MemberExpression(target, name),
        from target in tree
        from index in tree
        where index is not LiteralExpression { Value: JsonString }
        select (Expression)new IndexExpression(target, index),
        from op in Gen.Elements(Enum.GetValues<UnaryOperator>())
        from operand in tree
        select (Expression)new UnaryExpression(op, operand),
        Binary(tree),
        Binary(tree),
        from condition in tree
        from then in tree
        from otherwise in tree
        select (Expression)new ConditionalExpression(condition, then, otherwise),
        from items in Few(tree) select (Expression)new ArrayExpression(items),
        from members in Few(Member(tree)) select (Expression)new ObjectExpression(members),
        from arguments in Few(tree) select Call("toArray", [.. arguments]),
        from argument in tree select Call("jsonToString", argument));

    private static Gen<Expression> Binary(Gen<Expression> tree) =>
        from op in Gen.Elements(Enum.GetValues<BinaryOperator>())
        from left in tree
        from right in tree
        select (Expression)new BinaryExpression(op, left, right);

    private static Gen<List<T>> Few<T>(Gen<T> one) =>
        from count in Gen.Choose(0, 3) from items in one.ListOf(count) select items.ToList();

    private static Expression Call(string name, params Expression[] arguments)
    {
        var function = FunctionTable.Find(name)!;
        var unknown = arguments.Select(_ => (JsonValue?)null).ToList();
        return new CallExpression(function, arguments, function.Bind(unknown).Body);
    }
}
