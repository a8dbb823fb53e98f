namespace Sluice.Server.Tls;

/// <summary>A certificate that cannot be used.</summary>
/// <param name="message">One sentence or two: which file, what is wrong with it, what would be right.</param>
internal sealed class CertificateException(string message) : Exception(message);
