using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Sluice.Server.Answers;

namespace Sluice.Server.Errors;

/// <summary>Gives a body to the answers that the web server makes below the application, which have
/// none.</summary>
/// <remarks>
/// Stands between the web server and a connection. While the application speaks everything passes straight
/// through. What is written while it does not is held until the flush; an error with an empty body then gets
/// ours, because clients cannot read any other. Source: protocol, section 6.
/// </remarks>
/// <param name="inner">The connection's own writer.</param>
/// <param name="hostId">What to call the host, as the request's own Host is not known at this depth.</param>
internal sealed class RefusalWriter(PipeWriter inner, string hostId) : PipeWriter
{
    private static ReadOnlySpan<byte> NoBody => "\r\nContent-Length: 0\r\n"u8;

    private ArrayBufferWriter<byte>? _held;

    /// <summary>Set while the application answers a request.</summary>
    public bool ApplicationSpeaks { get; set; }

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes + (_held?.WrittenCount ?? 0);

    public override Memory<byte> GetMemory(int sizeHint = 0) =>
        ApplicationSpeaks ? inner.GetMemory(sizeHint) : (_held ??= new()).GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) =>
        ApplicationSpeaks ? inner.GetSpan(sizeHint) : (_held ??= new()).GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (ApplicationSpeaks)
        {
            inner.Advance(bytes);
        }
        else
        {
            _held!.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Release();
        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        Release();
        inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        Release();
        return inner.CompleteAsync(exception);
    }

    private void Release()
    {
        if (_held is { WrittenCount: > 0 } held)
        {
            WriteWithBody(held.WrittenSpan);
            held.ResetWrittenCount();
        }
    }

    private void WriteWithBody(ReadOnlySpan<byte> answer)
    {
        var place = answer.IndexOf(NoBody);
        if (place < 0 || !TryErrorStatus(answer, out var status) || !answer.EndsWith("\r\n\r\n"u8))
        {
            inner.Write(answer);
            return;
        }

        using var body = AnswerBuffer.Rent();
        var requestId = RequestIds.New();
        ErrorJson.Write(body.Json, Refusals.ByStatus(status), requestId, hostId);

        inner.Write(answer[..place]);
        var written = body.Written;
        Encoding.ASCII.GetBytes(Headers(requestId, written.Length), inner);
        inner.Write(answer[(place + NoBody.Length)..]);
        foreach (var piece in written)
        {
            inner.Write(piece.Span);
        }
    }

    private static string Headers(string requestId, long bodyBytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"\r\nContent-Length: {bodyBytes}\r\nContent-Type: {AnswerBuffer.ContentType}"
        + $"\r\nx-acs-request-id: {requestId}\r\n");

    private static bool TryErrorStatus(ReadOnlySpan<byte> answer, out int status)
    {
        status = 0;
        return answer.StartsWith("HTTP/1.1 "u8)
            && Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out status, out _)
            && status is >= 400 and < 600;
    }
}
