using Sluice.Cli.Configuration;
using Sluice.Definitions;
using Sluice.Definitions.Expressions;
using Sluice.Definitions.Expressions.Functions;
using Sluice.Definitions.Linting;

namespace Sluice.Docs.Tests.Language;

/// <summary>The parts of pages that are made from tables in the code.</summary>
internal static class MadeParts
{
    /// <param name="words">What the page has now in the last column, by the first; for what the code has no words.</param>
    public static string Make(string name, bool isChinese, Func<string, string?> words) => name switch
    {
        "functions" => Functions(isChinese),
        "operators" => Operators(isChinese),
        "places" => Places(isChinese),
        "fields" => Fields(isChinese),
        "actions" => Actions(isChinese),
        "errors" => Errors(isChinese, words),
        "limits" => Limits(isChinese, words),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Nothing makes this part."),
    };

    private static string Functions(bool isChinese) => Table(
        isChinese ? "| 函数 | 说明 | 示例 | 结果 |" : "| function | what it gives | example | result |",
        FunctionNotes.All.Select(note =>
            $"| `{Signature(note)}` | {(isChinese ? note.Chinese : note.English)} | {Code(note.Example)} "
            + $"| {(note.Result is null ? "" : Code(note.Result))} |"));

    private static string Signature(FunctionNote note)
    {
        var kinds = FunctionTable.Find(note.Name)!.Parameters;
        return $"{note.Name}({string.Join(", ", note.Parameters.Select((name, i) =>
            $"{name}: {KindName(i < kinds.Count ? kinds[i] : JsonKinds.Any)}"))})";
    }

    /// <summary>In the words of JSON, which both languages of the pages use.</summary>
    private static string KindName(JsonKinds kinds) => kinds == JsonKinds.Any
        ? "any"
        : string.Join(" or ", Enum.GetValues<JsonKinds>()
            .Where(kind => kind != JsonKinds.Any && kinds.HasFlag(kind))
            .Select(kind => kind.ToString().ToLowerInvariant()));

    private static string Operators(bool isChinese) => Table(
        isChinese ? "| 级别 | 运算符 |" : "| level | operators |",
        OperatorTable.Levels.Select((level, i) => $"| {i + 1} | {string.Join(' ', level.Select(Code))} |"));

    private static string Places(bool isChinese)
    {
        ExpressionPlace[] places =
        [
            ExpressionPlace.InputConstructor, ExpressionPlace.Field("Parameters"), ExpressionPlace.SecretParameters, ExpressionPlace.Field("Seconds.$"),
            ExpressionPlace.Condition, ExpressionPlace.ItemsPath, ExpressionPlace.ItemConstructor,
            ExpressionPlace.GlobalConstructor, ExpressionPlace.OutputConstructor,
            ExpressionPlace.CatchOutputConstructor,
        ];
        VariableSet[] variables =
            [VariableSet.Context, VariableSet.Input, VariableSet.Output, VariableSet.Global, VariableSet.Item, VariableSet.Secret];
        var yes = isChinese ? "可" : "yes";
        return Table(
            $"| | {string.Join(" | ", variables.Select(variable => $"`${variable}`"))} |",
            places.Select(place => $"| {PlaceName(place, isChinese)} | "
                + $"{string.Join(" | ", variables.Select(variable => place.Variables.HasFlag(variable) ? yes : ""))} |"));
    }

    private static string PlaceName(ExpressionPlace place, bool isChinese) =>
        place == ExpressionPlace.CatchOutputConstructor
            ? isChinese ? "Catch 规则的 `OutputConstructor`" : "`OutputConstructor` of a Catch rule"
        : place.Name == "Seconds.$"
            ? isChinese ? "`Seconds.$` 等字段" : "`Seconds.$` and other fields"
        : place == ExpressionPlace.SecretParameters
            ? isChinese ? "`HTTP:Request` 的 `Parameters`" : "`Parameters` of `HTTP:Request`"
        : $"`{place.Name}`";

    /// <summary>Which type of state has which field; what may also be written with <c>.$</c> is one row.</summary>
    private static string Fields(bool isChinese)
    {
        var fields = FieldTable.States.Values.SelectMany(fields => fields).Distinct(StringComparer.Ordinal).ToList();
        return Table(
            $"| {(isChinese ? "字段" : "field")} | {string.Join(" | ", FieldTable.States.Keys)} |",
            fields.Where(field => !field.EndsWith(".$", StringComparison.Ordinal)).Select(field =>
                $"| {(fields.Contains(field + ".$") ? $"`{field}`, `{field}.$`" : $"`{field}`")} | "
                + $"{string.Join(" | ", FieldTable.States.Values.Select(state => state.Contains(field) ? "✓" : ""))} |"));
    }

    /// <summary>What the server that people start has.</summary>
    private static string Actions(bool isChinese) => Table(
        isChinese ? "| Action | 模式 | 必填参数 | 选填参数 |" : "| action | modes | required | optional |",
        ActionParameters.All.Where(known => known.IsServed).Select(known =>
            $"| `{known.Action}` | {Codes(ActionTable.FindModes(known.Action)!)} | {Codes(known.Required)} "
            + $"| {Codes(known.Optional)} |"));

    private static string Codes<T>(IEnumerable<T> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Errors(bool isChinese, Func<string, string?> words) => Table(
        isChinese ? "| 错误码 | 何时出现 |" : "| code | when |",
        typeof(Model.FailureCodes).GetFields()
            .Select(field => Code((string)field.GetValue(null)!))
            .Select(code => $"| {code} | {words(code) ?? "?"} |"));

    private static string Limits(bool isChinese, Func<string, string?> words) => Table(
        isChinese ? "| 设置 | 默认值 | 说明 |" : "| setting | default | what |",
        LimitSettings.All.Select(setting =>
            $"| `{setting.Name}` | {setting.Default} "
            + $"| {(isChinese ? words($"`{setting.Name}`") ?? "?" : setting.Description)} |"));

    private static string Table(string head, IEnumerable<string> rows)
    {
        var columns = head.Count(c => c == '|') - 1;
        return $"{head}\n|{string.Concat(Enumerable.Repeat("---|", columns))}\n{string.Join('\n', rows)}\n";
    }

    /// <summary>As code of Markdown in a table: a bar would end the cell, a backquote the code.</summary>
    private static string Code(string text)
    {
        var plain = text.Replace("|", "\\|", StringComparison.Ordinal);
        return plain.Contains('`') ? $"`` {plain} ``" : $"`{plain}`";
    }
}
