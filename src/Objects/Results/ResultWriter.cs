using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Objects.Results;

/// <summary>Writes the results of a map run, page by page, and in the end a manifest that names the
/// pages.</summary>
/// <remarks>
/// <para>
/// Page n is <c>SUCCEEDED_n.json</c> and <c>FAILED_n.json</c>, each an array of records and only there when
/// it has one. <c>manifest.json</c> is
/// <c>{"DestinationBucket","MapRunName","ResultFiles":{"SUCCEEDED":[{"Key","Size"}],"FAILED":[…]}}</c>. The
/// names are those of the same feature in Amazon's language.
/// </para>
/// <para>
/// It keeps nothing in memory. After a crash, write the page again that may not have been written, and go on:
/// a page and a manifest that are written twice are there once.
/// </para>
/// </remarks>
public sealed partial class ResultWriter(IObjectStore store, ResultLocation location, string mapRunName)
{
    internal const string LongestName = "SUCCEEDED_2147483647.json";

    private const string Succeeded = "SUCCEEDED";
    private const string Failed = "FAILED";

    /// <summary>Writes one page; durable when it returns.</summary>
    /// <param name="page">From 0; decides which objects are written.</param>
    /// <param name="results">Any number, in any order; written in this one.</param>
    /// <exception cref="ObjectException">What the store says.</exception>
    public async Task WritePageAsync(
        int page, IReadOnlyCollection<ChildResult> results, CancellationToken cancellationToken)
    {
        var bySuccess = results.ToLookup(result => result.Status == ExecutionStatus.Succeeded);
        await WriteAsync(Succeeded, page, [.. bySuccess[true]], cancellationToken);
        await WriteAsync(Failed, page, [.. bySuccess[false]], cancellationToken);
    }

    /// <summary>Writes the manifest, after all pages.</summary>
    /// <returns>The Map state's result: <c>{"ResultWriterDetails":{"Bucket","Key"}}</c>, the key being the
    /// manifest's.</returns>
    /// <exception cref="ObjectException">What the store says.</exception>
    public async Task<JsonPayload> FinishAsync(CancellationToken cancellationToken)
    {
        var pages = await ListPagesAsync(cancellationToken);
        var manifest = JsonObject.Of(
            ("DestinationBucket", JsonValue.Of(location.Bucket.Value)),
            ("MapRunName", JsonValue.Of(mapRunName)),
            ("ResultFiles", JsonObject.Of((Succeeded, Files(pages, Succeeded)), (Failed, Files(pages, Failed)))));
        await store.PutAsync(location.Manifest, JsonPayload.Of(manifest).Utf8Memory, cancellationToken);
        return JsonPayload.Of(JsonObject.Of(("ResultWriterDetails", JsonObject.Of(
            ("Bucket", JsonValue.Of(location.Bucket.Value)),
            ("Key", JsonValue.Of(location.Manifest.Key.Value))))));
    }

    private async Task WriteAsync(
        string kind, int page, List<ChildResult> results, CancellationToken cancellationToken)
    {
        var address = location.At(string.Create(CultureInfo.InvariantCulture, $"{kind}_{page}.json"));
        if (results.Count == 0)
        {
            // Before a crash the page may have been another.
            await store.DeleteAsync(address, cancellationToken);
            return;
        }

        await store.PutAsync(
            address, (stream, token) => WriteRecordsAsync(stream, results, token), cancellationToken);
    }

    private static async Task WriteRecordsAsync(
        Stream stream, List<ChildResult> results, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var (at, result) in results.Index())
        {
            buffer.Write(at == 0 ? "[\n"u8 : ",\n"u8);
            result.ToRecord().WriteTo(buffer);
            await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }

        await stream.WriteAsync("\n]\n"u8.ToArray(), cancellationToken);
    }

    private async Task<List<(string Kind, int Page, ObjectInfo Info)>> ListPagesAsync(
        CancellationToken cancellationToken)
    {
        var pages = new List<(string, int, ObjectInfo)>();
        await foreach (var info in store.ListAsync(location.Bucket, location.Folder, null, cancellationToken))
        {
            var match = PageName().Match(info.Address.Key.Value, location.Folder.Length);
            if (match.Success && int.TryParse(
                match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var page))
            {
                pages.Add((match.Groups[1].Value, page, info));
            }
        }

        return pages;
    }

    private static JsonArray Files(List<(string Kind, int Page, ObjectInfo Info)> pages, string kind) =>
    new([
        .. pages.Where(page => page.Kind == kind).OrderBy(page => page.Page).Select(page => JsonObject.Of(
            ("Key", JsonValue.Of(page.Info.Address.Key.Value)),
            ("Size", JsonValue.Of(page.Info.Size)))),
    ]);

    [GeneratedRegex(@"\G(SUCCEEDED|FAILED)_([0-9]{1,10})\.json\z", RegexOptions.CultureInvariant)]
    private static partial Regex PageName();
}
