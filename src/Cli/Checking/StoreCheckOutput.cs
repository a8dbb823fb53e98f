using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Cli.Wording;
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
    public void Found(string what, string problem) => output.WriteLine(Texts.FormatStoreDamage(what, problem));

    public void End(StoreCheckReport report)
    {
        var rows = Grouped(report.Rows.Values.Sum());
        output.WriteLine(report.Damages == 0
            ? Texts.FormatStoreWhole(data, rows)
            : report.Damages == 1
                ? Texts.FormatStoreDamagedOnce(data)
                : Texts.FormatStoreDamaged(data, Grouped(report.Damages)));
        if (report.Format is null)
        {
            output.WriteLine(Texts.StoreRowsUnread);
        }
        else if (report.Rows.Count == 0)
        {
            output.WriteLine(
                Texts.FormatStoreOldFormat(report.Format));
        }
        else if (report.UnsealedRows > 0 || !report.HasPageSums)
        {
            var unsealed = Grouped(report.UnsealedRows);
            output.WriteLine(report.HasPageSums
                ? Texts.FormatStoreUnsealedWithSums(unsealed)
                : Texts.FormatStoreUnsealed(unsealed));
        }
    }

    public void Dispose()
    {
    }

    private static string Grouped(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
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
