using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Server.Guests;

namespace Sluice.Server.Answers;

/// <summary>Memory for one JSON answer, used again by later ones.</summary>
/// <remarks>An answer is whole before its first byte is sent, so that an error can still take its
/// place.</remarks>
internal sealed class AnswerBuffer : IDisposable
{
    /// <summary>Of every answer in JSON.</summary>
    public const string ContentType = "application/json;charset=utf-8";

    private const int MostKept = 64;

    private static readonly ConcurrentQueue<AnswerBuffer> Kept = new();

    private readonly AnswerPieces _bytes = new();

    private AnswerBuffer() =>
        // Relaxed: escapes only what JSON demands. Nobody puts an answer into a page as it is.
        Json = new Utf8JsonWriter(_bytes, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
        });

    public Utf8JsonWriter Json { get; }

    /// <summary>What has been written so far.</summary>
    public ReadOnlySequence<byte> Written
    {
        get
        {
            Json.Flush();
            return _bytes.Written;
        }
    }

    /// <param name="visit">Who is answered: what is large counts there. Ends after the buffer is handed back.</param>
    public static AnswerBuffer Rent(Visit? visit = null)
    {
        var buffer = Kept.TryDequeue(out var kept) ? kept : new();
        buffer._bytes.Visit = visit;
        return buffer;
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _bytes.Clear();
        Json.Reset();
    }

    /// <summary>Hands it back for others to use.</summary>
    public void Dispose()
    {
        Clear();
        _bytes.Visit = null;
        if (Kept.Count < MostKept)
        {
            Kept.Enqueue(this);
        }
    }
}
