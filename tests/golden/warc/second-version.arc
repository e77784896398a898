filedesc://second.arc 0.0.0.0 20040517081500 text/plain 200 - - 0 second.arc 127
2 0 Wenlow Press Archive
URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length

http://www.wenlow-courier.example/seals 192.0.2.7 20040518090000 text/html 200 abcdef - 300 second.arc 700
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8
Content-Length: 620

<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Seals come first</title></head><body><div class="menu"><a href="/">Home</a> <a href="/sea">Sea</a></div><article><h1>Seals come first</h1><p>The board expects the dredging to cost four million crowns, of which the county pays half. Work is to stop while seals give birth on the outer banks.</p><p>Commuters on the early boat said that they had been told nothing. A spokeswoman for the board answered that posters had hung at both piers since the first week of the month.</p></article><div class="footer"><a href="/imprint">Imprint</a></div></body></html>
