using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Sluice.Server.Resources;

/// <summary>What helps whoever is asked for help: nothing that a flow works on, and nothing that is to be kept from anybody.</summary>
internal static class SupportBundle
{
    private static readonly JsonWriterOptions ForPeople = new() { Indented = true };

    /// <param name="write">Writes members of the object that is in <c>system.json</c>.</param>
    public static ReadOnlyMemory<byte> Make(Action<Utf8JsonWriter> write)
    {
        using var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "system.json", Written(write));
            Add(archive, "process.txt", Encoding.UTF8.GetBytes(Process()));
        }

        return made.ToArray();
    }

    private static ReadOnlySpan<byte> Written(Action<Utf8JsonWriter> write)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written, ForPeople))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return written.WrittenSpan;
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(content);
    }

    private static string Process()
    {
        var memory = GC.GetGCMemoryInfo();
        ThreadPool.GetMaxThreads(out var mostThreads, out _);
        return string.Create(CultureInfo.InvariantCulture, $"""
            runtime            {RuntimeInformation.FrameworkDescription}
            system             {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}
            processors         {Environment.ProcessorCount}
            working set        {Environment.WorkingSet} bytes
            heap               {memory.HeapSizeBytes} bytes, committed {memory.TotalCommittedBytes}, fragmented {memory.FragmentedBytes}
            memory available   {memory.TotalAvailableMemoryBytes} bytes
            collections        {GC.CollectionCount(0)}, {GC.CollectionCount(1)}, {GC.CollectionCount(2)} by generation
            pauses             {memory.PauseTimePercentage} % of the time
            pool threads       {ThreadPool.ThreadCount} of {mostThreads}, {ThreadPool.PendingWorkItemCount} items wait

            """);
    }
}
