using Sluice.Definitions.Expressions;

namespace Sluice.Definitions.Tests.Expressions;

/// <summary>Whether two trees are the same; records compare lists by reference.</summary>
internal static class SameTree
{
    public static bool AreEqual(Expression a, Expression b) => (a, b) switch
    {
        (MemberExpression x, MemberExpression y) => x.Name == y.Name && AreEqual(x.Target, y.Target),
        (IndexExpression x, IndexExpression y) => AreEqual(x.Target, y.Target) && AreEqual(x.Index, y.Index),
        (UnaryExpression x, UnaryExpression y) => x.Operator == y.Operator && AreEqual(x.Operand, y.Operand),
        (BinaryExpression x, BinaryExpression y) =>
            x.Operator == y.Operator && AreEqual(x.Left, y.Left) && AreEqual(x.Right, y.Right),
        (ConditionalExpression x, ConditionalExpression y) => AreEqual(x.Condition, y.Condition)
            && AreEqual(x.Then, y.Then) && AreEqual(x.Otherwise, y.Otherwise),
        (CallExpression x, CallExpression y) => x.Function == y.Function && AreEqual(x.Arguments, y.Arguments),
        (ArrayExpression x, ArrayExpression y) => AreEqual(x.Items, y.Items),
        (ObjectExpression x, ObjectExpression y) =>
            x.Members.Select(member => member.Key).SequenceEqual(y.Members.Select(member => member.Key))
            && AreEqual([.. x.Members.Select(member => member.Value)], [.. y.Members.Select(member => member.Value)]),
        _ => a == b,
    };

    private static bool AreEqual(IReadOnlyList<Expression> a, IReadOnlyList<Expression> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second));
}
