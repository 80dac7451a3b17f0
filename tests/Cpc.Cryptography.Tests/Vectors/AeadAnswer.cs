namespace Cpc.Cryptography.Tests;

/// <summary>A known answer of an AEAD's specification.</summary>
/// <param name="Ciphertext">With the tag at its end.</param>
public sealed record AeadAnswer(byte[] Key, byte[] Nonce, byte[] AssociatedData, byte[] Plaintext, byte[] Ciphertext)
{
    /// <summary>The plaintext that RFC 8439 and the XChaCha draft share.</summary>
    public static AeadAnswer Sunscreen(string key, string nonce, string ciphertext) => new(
        Convert.FromHexString(key), Convert.FromHexString(nonce), Convert.FromHexString("50515253c0c1c2c3c4c5c6c7"),
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."u8.ToArray(),
        Convert.FromHexString(ciphertext));
}
