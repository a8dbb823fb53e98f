using System.Globalization;
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
                $"{_files.Count(file => file.IsValid)} valid",
                Count("with errors", _files.Count(file => file.Errors > 0)),
                Count("skipped", _files.Count(file => file.Skipped is not null)),
                Count("unreadable", _files.Count(file => file.Unreadable is not null)),
            ];
            output.WriteLine(
                $"{_files.Count} files: {string.Join(", ", parts.OfType<string>())}; "
                + $"{Many(_files.Sum(file => file.Errors), "error")}, "
                + Many(_files.Sum(file => file.Warnings), "warning"));
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
        { Unreadable: { } why } => $"cannot be read: {why}",
        { Skipped: { } why } => $"skipped: {why}",
        { Errors: 0, Warnings: 0 } => "valid",
        { Errors: 0 } => $"valid, {Many(file.Warnings, "warning")} ({file.ReadAs})",
        { Warnings: 0 } => $"{Many(file.Errors, "error")} ({file.ReadAs})",
        _ => $"{Many(file.Errors, "error")}, {Many(file.Warnings, "warning")} ({file.ReadAs})",
    };

    private static string? Count(string what, int count) => count == 0 ? null : $"{count} {what}";

    private static string Many(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
