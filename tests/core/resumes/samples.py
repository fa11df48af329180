"""Invented résumés in the layouts of hh.ru and as people type them. Nobody in them lives."""

HH_RU = """\
Сорокина Мария Сергеевна
Женщина, 34 года, родилась 12 мая 1992
+7 (916) 123-45-67 — предпочитаемый способ связи
Maria.Sorokina@example.com
Проживает: Казань, м. Кремлёвская
Гражданство: Россия, есть разрешение на работу: Россия
Готова к переезду: Москва, Нижний Новгород, готова к командировкам

Желаемая должность и зарплата
Менеджер по работе с ключевыми клиентами
Занятость: полная занятость
150 000
руб.

Опыт работы — 9 лет 3 месяца
Март 2019 —
настоящее время
5 лет 8 месяцев
ООО «Ромашка Трейд»
Казань, romashka-trade.ru
Продукты питания
• Кондитерские изделия
Менеджер по работе с ключевыми клиентами
Вела две федеральные сети, отвечала менеджер склада Петров, petrov@romashka-trade.ru, +7 843 200-00-00.
Сентябрь 2015 — Февраль 2019
3 года 6 месяцев
Волжский хлебозавод
Торговый представитель
Сто точек, план выполняла.

Образование
2015
Казанский федеральный университет
2010 — 2015 Экономика

Рекомендации
ООО «Ромашка Трейд»
Иванов Пётр, ivanov@example.com, +7 900 000-00-01

Дополнительная информация
Семейное положение: замужем, дети: двое
"""
HH_EN = """\
Peter Example
Male, 41 years, born on 3 February 1985
+7 (903) 7654321
peter@example.org
Reside in: Moscow
Resides in: Moscow, metro station Sokol
Citizenship: Russia, work permit at: Russia
Ready to relocate: Saint Petersburg, prepared for business trips
Desired position and salary
National Account Manager
200 000 ₽ in hand
Work experience —12 years 1 month
June 2017 — till now
8 years 6 months
Northern Dairy LLC
Moscow, northern-dairy.com
Key Account Manager
Chains of the north-west.
May 2012 — May 2017
5 years 1 month
Bread and Salt Ltd
Sales Representative
Education
2007 — 2012 State University
"""
TYPED = """\
Резюме
ФИО: Ким Олег
Дата рождения: 01.02.1980
Тел. 8 912 345 67 89, почта: oleg.kim@example.net
Город: Екатеринбург
Зарплата: от 120 000 руб.
Опыт работы:
ИП Смирнов, супервайзер, 03.2020 – 05.2023 (3 года 2 мес.)
2016-2020 Категорийный менеджер
АО «Уральская сеть»
"""
JSON_RESUME = """\
{"basics": {"name": "Anna Lee", "label": "KAM", "image": "https://example.com/anna.jpg", "email": "anna@example.com",
 "phone": "+44 20 7946 0958", "gender": "female", "birthDate": "1990-01-02", "nationality": "British",
 "location": {"address": "12 High Street", "city": "Leeds", "countryCode": "GB"}},
 "work": [{"name": "Tea House Ltd", "position": "Key Account Manager", "startDate": "2019-03-01"},
          {"company": "Old Mill", "position": "Assistant", "startDate": "2015", "endDate": "2019-02"},
          {"name": "No Dates", "position": "Clerk"}]}
"""
