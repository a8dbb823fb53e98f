using System.Text;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>
/// Writes a tree as text that parses to the same tree, with no more brackets than that takes.
/// </summary>
internal sealed class ExpressionPrinter
{
    private readonly StringBuilder _text = new();

    public static string Print(Expression expression)
    {
        var printer = new ExpressionPrinter();
        printer.Write(expression);
        return printer._text.ToString();
    }

    private void Write(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                _text.Append(literal.Value);
                break;
            case VariableExpression variable:
                _text.Append('$').Append(variable.Variable);
                break;
            case SecretExpression secret:
                WriteMember(new MemberExpression(new VariableExpression(VariableSet.Secret), secret.Name));
                break;
            case MemberExpression member:
                WriteMember(member);
                break;
            case IndexExpression index:
                Write(index.Target, OperatorTable.Postfix);
                WriteIn('[', index.Index, ']');
                break;
            case CallExpression call:
                _text.Append(call.Function.Name);
                WriteList('(', call.Arguments, Write, ')');
                break;
            case ArrayExpression array:
                WriteList('[', array.Items, Write, ']');
                break;
            case ObjectExpression o:
                WriteList('{', o.Members, WritePair, '}');
                break;
            case UnaryExpression unary:
                WriteUnary(unary);
                break;
            case BinaryExpression binary:
                WriteBinary(binary);
                break;
            case ConditionalExpression conditional:
                Write(conditional.Condition, OperatorTable.Loosest);
                _text.Append(" ? ");
                Write(conditional.Then);
                _text.Append(" : ");
                Write(conditional.Otherwise);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{expression.GetType().Name} has no text.");
        }
    }

    /// <summary>Writes an operand, in brackets if it binds less tightly than it must.</summary>
    private void Write(Expression operand, int atLeast)
    {
        if (Precedence(operand) >= atLeast)
        {
            Write(operand);
        }
        else
        {
            WriteIn('(', operand, ')');
        }
    }

    private void WriteIn(char open, Expression expression, char close)
    {
        _text.Append(open);
        Write(expression);
        _text.Append(close);
    }

    private void WriteMember(MemberExpression member)
    {
        Write(member.Target, OperatorTable.Postfix);
        if (IsName(member.Name))
        {
            _text.Append('.').Append(member.Name);
        }
        else
        {
            _text.Append('[').Append(JsonValue.Of(member.Name)).Append(']');
        }
    }

    private void WriteUnary(UnaryExpression unary)
    {
        _text.Append(OperatorTable.Symbol(unary.Operator));

        // A minus right before a number would be read as the sign of that number.
        var isNumber = unary.Operand is LiteralExpression { Value: JsonNumber };
        Write(unary.Operand, isNumber ? int.MaxValue : OperatorTable.Unary);
    }

    private void WriteBinary(BinaryExpression binary)
    {
        // Operators of one precedence group to the left; comparisons do not group at all.
        var precedence = OperatorTable.Precedence(binary.Operator);
        Write(binary.Left, precedence == OperatorTable.Relation ? precedence + 1 : precedence);
        _text.Append(' ').Append(OperatorTable.Symbol(binary.Operator)).Append(' ');
        Write(binary.Right, precedence + 1);
    }

    private void WritePair(KeyValuePair<string, Expression> pair)
    {
        _text.Append(JsonValue.Of(pair.Key)).Append(": ");
        Write(pair.Value);
    }

    private void WriteList<T>(char open, IReadOnlyList<T> items, Action<T> write, char close)
    {
        _text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            write(items[i]);
        }

        _text.Append(close);
    }

    private static int Precedence(Expression expression) => expression switch
    {
        ConditionalExpression => 0,
        BinaryExpression binary => OperatorTable.Precedence(binary.Operator),
        UnaryExpression => OperatorTable.Unary,
        LiteralExpression { Value: JsonNumber { Double: < 0 } } => OperatorTable.Unary,
        _ => OperatorTable.Postfix,
    };

    private static bool IsName(string text) =>
        new Lexer(text).Read(out var problem) is [{ Kind: TokenKind.Name } word, _]
        && problem is null && word.Text.Length == text.Length;
}
