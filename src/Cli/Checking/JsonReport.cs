using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Definitions;
using Sluice.Definitions.Linting;

namespace Sluice.Cli.Checking;

/// <summary>One JSON array with an object for each file. Its shape is documented in <c>docs/checking.md</c>.</summary>
internal sealed class JsonReport : ICheckReport
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",

        // For a terminal or a file, not for a web page: Chinese stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TextWriter _output;
    private readonly MemoryStream _bytes = new();
    private readonly Utf8JsonWriter _json;

    public JsonReport(TextWriter output)
    {
        (_output, _json) = (output, new(_bytes, Options));
        _json.WriteStartArray();
    }

    public void Add(CheckedFile file)
    {
        _json.WriteStartObject();
        _json.WriteString("file", file.Name);
        _json.WriteString("status", Status(file));
        _json.WriteString("reason", file.Unreadable ?? file.Skipped ?? file.Inspection!.Reason);
        _json.WriteString("language", file.Inspection?.Language?.ToString());
        _json.WriteNumber("errors", file.Errors);
        _json.WriteNumber("warnings", file.Warnings);
        _json.WriteStartArray("diagnostics");
        foreach (var finding in file.Inspection?.Findings ?? [])
        {
            Write(finding);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public void End()
    {
        _json.WriteEndArray();
        _json.Dispose();
        _output.WriteLine(Encoding.UTF8.GetString(_bytes.ToArray()));
    }

    private void Write(Finding finding)
    {
        var (code, severity, message, hint, position) = finding.Diagnostic;
        _json.WriteStartObject();
        _json.WriteString("code", code);
        _json.WriteString("severity", severity == DiagnosticSeverity.Error ? "error" : "warning");
        _json.WriteNumber("line", position.Line);
        _json.WriteNumber("column", position.Column);
        _json.WriteString("state", finding.State);
        _json.WriteString("path", finding.Path);
        _json.WriteString("message", message);
        _json.WriteString("hint", hint);
        _json.WriteString("page", $"docs/errors/{code}.md");
        _json.WriteEndObject();
    }

    private static string Status(CheckedFile file) => file switch
    {
        { Unreadable: not null } => "unreadable",
        { Skipped: not null } => "skipped",
        { Errors: 0 } => "valid",
        _ => "invalid",
    };
}
