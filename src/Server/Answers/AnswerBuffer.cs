using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Server.Answers;

/// <summary>Memory for one JSON answer, used again by later ones.</summary>
/// <remarks>An answer is whole before its first byte is sent, so that an error can still take its
/// place.</remarks>
internal sealed class AnswerBuffer : IDisposable
{
    /// <summary>Of every answer in JSON.</summary>
    public const string ContentType = "application/json;charset=utf-8";

    private const int FirstBytes = 256;
    private const int MostKept = 64;
    private const int LargestKept = 256 * 1024;

    private static readonly ConcurrentQueue<AnswerBuffer> Kept = new();

    // Small at first, because thousands may be waiting for a long poll's end; those kept have grown to their use.
    private readonly ArrayBufferWriter<byte> _bytes = new(FirstBytes);

    private AnswerBuffer() =>
        // Relaxed: escapes only what JSON demands. Nobody puts an answer into a page as it is.
        Json = new Utf8JsonWriter(_bytes, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
        });

    public Utf8JsonWriter Json { get; }

    /// <summary>What has been written so far.</summary>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Json.Flush();
            return _bytes.WrittenMemory;
        }
    }

    public static AnswerBuffer Rent() => Kept.TryDequeue(out var buffer) ? buffer : new();

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        Json.Reset();
    }

    /// <summary>Hands it back for others to use.</summary>
    public void Dispose()
    {
        if (_bytes.Capacity <= LargestKept && Kept.Count < MostKept)
        {
            Clear();
            Kept.Enqueue(this);
        }
    }
}
