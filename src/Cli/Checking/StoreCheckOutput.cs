using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Storage.Sqlite.Checking;

namespace Sluice.Cli.Checking;

/// <summary>How a check of a store is shown, as it goes on: nothing is kept.</summary>
internal interface IStoreCheckOutput : IDisposable
{
    void Found(string what, string problem);

    void End(StoreCheckReport report);
}

/// <summary>For people: a line for each damage, and a sentence at the end.</summary>
internal sealed class StoreCheckText(string data, TextWriter output) : IStoreCheckOutput
{
    public void Found(string what, string problem) => output.WriteLine($"damaged: {what}: {problem}.");

    public void End(StoreCheckReport report)
    {
        var rows = string.Create(CultureInfo.InvariantCulture, $"{report.Rows.Values.Sum():N0}");
        output.WriteLine(report.Damages == 0
            ? $"The store in '{data}' is whole: {rows} rows and all pages were looked at."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The store in '{data}' is damaged in {report.Damages:N0} place{(report.Damages == 1 ? "" : "s")}; see docs/operations.md, \"Damage\"."));
        if (report.Format is null)
        {
            output.WriteLine("Its rows could not be looked at.");
        }
        else if (report.Rows.Count == 0)
        {
            output.WriteLine(
                $"It has format {report.Format}, which knows no checksums: only SQLite's own check was made.");
        }
        else if (report.UnsealedRows > 0 || !report.HasPageSums)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"An earlier release has written {report.UnsealedRows:N0} of its rows without a checksum; its pages have "
                + $"{(report.HasPageSums ? "some" : "none")}."));
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>For programs: one JSON object.</summary>
internal sealed class StoreCheckJson : IStoreCheckOutput
{
    private readonly TextWriter _output;
    private readonly MemoryStream _bytes = new();
    private readonly Utf8JsonWriter _json;
    private bool _hasEnded;

    public StoreCheckJson(TextWriter output)
    {
        (_output, _json) = (output, new Utf8JsonWriter(_bytes));
        _json.WriteStartObject();
        _json.WriteStartArray("damage");
    }

    public void Found(string what, string problem)
    {
        _json.WriteStartObject();
        _json.WriteString("what", what);
        _json.WriteString("problem", problem);
        _json.WriteEndObject();
        Pass();
    }

    public void End(StoreCheckReport report)
    {
        _json.WriteEndArray();
        _json.WriteBoolean("isWhole", report.Damages == 0);
        WriteFormat(report.Format);
        _json.WriteBoolean("hasPageSums", report.HasPageSums);
        _json.WriteNumber("unsealedRows", report.UnsealedRows);
        _json.WriteStartObject("rows");
        foreach (var (table, count) in report.Rows)
        {
            _json.WriteNumber(table, count);
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
        _hasEnded = true;
        Pass();
        _output.WriteLine();
    }

    public void Dispose()
    {
        if (_hasEnded)
        {
            _json.Dispose();
        }
    }

    private void WriteFormat(int? format)
    {
        if (format is { } known)
        {
            _json.WriteNumber("format", known);
        }
        else
        {
            _json.WriteNull("format");
        }
    }

    private void Pass()
    {
        _json.Flush();
        _output.Write(Encoding.UTF8.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length));
        _bytes.SetLength(0);
    }
}
