using System.Globalization;
using Sluice.Cli.Wording;
using Sluice.Definitions;

namespace Sluice.Cli.Checking;

/// <summary>A line for each finding, with the line of the text it is about, and a verdict on each file.</summary>
internal sealed class TextReport(TextWriter output) : ICheckReport
{
    private readonly List<CheckedFile> _files = [];

    public void Add(CheckedFile file)
    {
        _files.Add(file);
        foreach (var finding in file.Inspection?.Findings ?? [])
        {
            Write(file, finding.Diagnostic);
        }

        output.WriteLine($"{file.Name}: {Verdict(file)}");
    }

    public void End()
    {
        if (_files.Count > 1)
        {
            string?[] parts =
            [
                Texts.FormatCountValid(_files.Count(file => file.IsValid)),
                _files.Count(file => file.Errors > 0) is > 0 and var wrong ? Texts.FormatCountWrong(wrong) : null,
                _files.Count(file => file.Skipped is not null) is > 0 and var skipped ? Texts.FormatCountSkipped(skipped) : null,
                _files.Count(file => file.Unreadable is not null) is > 0 and var unreadable ? Texts.FormatCountUnreadable(unreadable) : null,
            ];
            var verdicts = string.Join(", ", parts.OfType<string>());
            output.WriteLine(Texts.FormatCheckTotals(_files.Count, verdicts, Errors(_files.Sum(file => file.Errors)), Warnings(_files.Sum(file => file.Warnings))));
        }
    }

    private void Write(CheckedFile file, Diagnostic diagnostic)
    {
        var (line, column) = diagnostic.Position;
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        output.WriteLine($"{file.Name}:{line}:{column}: {severity} {diagnostic.Code}: {diagnostic.Message}");

        var number = line.ToString(CultureInfo.InvariantCulture);
        var margin = new string(' ', number.Length);
        var excerpt = SourceExcerpt.Of(file.Text[line], column);
        output.WriteLine($"  {number} | {excerpt.Line}".TrimEnd());
        output.WriteLine($"  {margin} | {excerpt.Caret} {diagnostic.Hint}".TrimEnd());
    }

    private static string Verdict(CheckedFile file) => file switch
    {
        { Unreadable: { } why } => Texts.FormatVerdictUnreadable(why),
        { Skipped: { } why } => Texts.FormatVerdictSkipped(why),
        { Errors: 0, Warnings: 0 } => Texts.VerdictValid,
        { Errors: 0 } => Texts.FormatVerdictWarnings(Warnings(file.Warnings), file.ReadAs),
        { Warnings: 0 } => Texts.FormatVerdictErrors(Errors(file.Errors), file.ReadAs),
        _ => Texts.FormatVerdictBoth(Errors(file.Errors), Warnings(file.Warnings), file.ReadAs),
    };

    private static string Errors(int count) => count == 1 ? Texts.OneError : Texts.FormatErrors(count);

    private static string Warnings(int count) => count == 1 ? Texts.OneWarning : Texts.FormatWarnings(count);
}
