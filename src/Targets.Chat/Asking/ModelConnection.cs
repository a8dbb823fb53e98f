using Sluice.Outbound;

namespace Sluice.Targets.Chat.Asking;

/// <summary>The connections of this server as the library takes them, for one call: with the call's key, and no answer without an end.</summary>
/// <param name="hasKey">Otherwise the service gets none; the library would send something in its place.</param>
internal sealed class ModelConnection(HttpMessageInvoker connections, bool hasKey, TaskCall call) : HttpMessageHandler
{
    /// <summary>What surrounds a word of an answer on its way, when each comes by itself.</summary>
    private const int Wrapping = 64;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation(HeaderRules.IdempotencyKey, call.IdempotencyKey);
        request.Headers.Remove("User-Agent");
        request.Headers.TryAddWithoutValidation("User-Agent", "Sluice");
        if (!hasKey)
        {
            request.Headers.Authorization = null;
        }

        var response = await connections.SendAsync(request, cancellationToken);
        var content = new StreamContent(new LimitedStream(
            await response.Content.ReadAsStreamAsync(cancellationToken), (long)call.MaxResultBytes * Wrapping));
        foreach (var (name, values) in response.Content.Headers)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = content;
        return response;
    }
}

/// <summary>The other side says more than can be of use.</summary>
internal sealed class AnswerTooLargeException : Exception;

/// <summary>A stream that may be read so far and no further.</summary>
internal sealed class LimitedStream(Stream inner, long most) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <exception cref="AnswerTooLargeException">There is more than may be.</exception>
    private int Count(int read) => (_read += read) <= most ? read : throw new AnswerTooLargeException();
}
