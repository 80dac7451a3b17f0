namespace Cpc.Cryptography;

/// <summary>Base32 without padding, lower case (RFC 4648 §6), for byte counts that are a multiple of five.</summary>
public static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 5 != 0) throw new ArgumentException("The length must be a multiple of five.", nameof(bytes));
        Span<char> text = stackalloc char[bytes.Length / 5 * 8];
        for (int i = 0, o = 0; i < bytes.Length; i += 5)
        {
            var group = ((ulong)bytes[i] << 32) | ((ulong)bytes[i + 1] << 24) | ((ulong)bytes[i + 2] << 16)
                | ((ulong)bytes[i + 3] << 8) | bytes[i + 4];
            for (var shift = 35; shift >= 0; shift -= 5) text[o++] = Alphabet[(int)(group >> shift) & 31];
        }

        return new string(text);
    }

    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length % 8 != 0 || bytes.Length != text.Length / 8 * 5) return false;
        for (int i = 0, o = 0; i < text.Length; i += 8, o += 5)
        {
            ulong group = 0;
            foreach (var c in text.Slice(i, 8))
            {
                var value = c switch
                {
                    >= 'a' and <= 'z' => c - 'a',
                    >= 'A' and <= 'Z' => c - 'A',
                    >= '2' and <= '7' => c - '2' + 26,
                    _ => -1,
                };
                if (value < 0) return false;
                group = (group << 5) | (uint)value;
            }

            for (var b = 0; b < 5; b++) bytes[o + b] = (byte)(group >> (32 - (8 * b)));
        }

        return true;
    }
}
